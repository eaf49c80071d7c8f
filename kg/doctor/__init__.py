"""What is installed, reachable and missing on this machine, and the command that mends it."""

from medkg.kg.doctor.check import Check, State
from medkg.kg.doctor.examine import examine, healthy

__all__ = ["Check", "State", "examine", "healthy"]
