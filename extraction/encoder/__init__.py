"""Pretrained encoders and what models built on them share."""
