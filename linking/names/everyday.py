"""Everyday words that are nobody's disease or drug, though term lists hold them as acronyms or brands."""

_WORDS = """
a about act after again aid aim all also am an and any are as at back bad be been being best big but
by came can case cases come could did do does done due each end even ever every far few fit for form
from full gas get given go good had has have he her here high him his how i if impact in into is it
its just keep last late led less let like long low made make man many map may me more most much must
my name near need new next no non none nor normal not now of off on one only or other our out over
own part patient patients per place plan point post put ran rate said same saw say see set she
should show side so some still such take target team tell ten test than that the their them then
there these they this those three time to too top total two under until up use used very via was way
we well went were what when where which while who why will with would year yes yet you your
"""

EVERYDAY = frozenset(_WORDS.split())
"""Matched as names only when written as an acronym is, in capitals."""
