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

_NAMESAKES = """
access adult animal arena art bent bid big bird black blue bomb book border born brown bull cap cast
cat cattle charge charged child christian christmas civil clinical coach cold colonial combat
community complex conducted conversation cook corridor cousin crash critical cross crossed crossing
designer dog door down dress dressed eagle east endemic environment environmental essential extra
farmer fifth fish general generally generation german glass global globe grant green hard hardly
hide horse hour hunter ice image investigation job kid king lap large largely little lock locked
logic mac magic mass memorial mill name north odd paid pass passed passing pen period personal
physical physics pick picked picking pig pink plant plus poem port primary prime progress proud pure
rabbit rain rare ready rear red remain remained remaining response sharp sheep short shortly silver
sixth south spin star stared staring steel storm substantial sweet tail temple town travel triple
twin waste water west white wolf wood worth young
"""

EVERYDAY = frozenset(_WORDS.split())
"""Matched as names only when written as an acronym is, in capitals."""

NAMESAKES = EVERYDAY | frozenset(_NAMESAKES.split())
"""Plain forms that in lower case mean only what is called just that, and no disease or syndrome that is
called after an acronym, a person or an animal of the same letters.

Most are words among the 8,000 commonest of English (by the order of BERT's word pieces) that with "disease"
or "syndrome" are names of MeSH, HPO, MONDO or OMIM; without parts and functions of the body and names of
persons.
"""
