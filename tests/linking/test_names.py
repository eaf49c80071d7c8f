"""Normal forms of names."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.mention import Mention
from medkg.linking.candidates.rewrites import rewrites
from medkg.linking.candidates.usual import usual_meaning
from medkg.linking.candidates.variants import expansions, parts, reductions
from medkg.linking.names.acronyms import acronym_key, is_acronym, restore
from medkg.linking.names.characters import words
from medkg.linking.names.forms import bag, forms, plain
from medkg.linking.names.short_forms import abbreviates, has_initials, implied_short_forms
from medkg.linking.names.spelling import spell
from medkg.linking.names.stemming import stem


@given(st.text(max_size=60))
def test_the_plain_form_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=40))
def test_case_and_punctuation_do_not_change_the_plain_form(text: str) -> None:
    assert plain(text.upper()) == plain(text.lower())
    assert plain(f" ({text}). ") == plain(text)


@given(st.lists(st.sampled_from(["glimmer", "kidney", "type", "2", "acute"]), min_size=1, max_size=5))
def test_order_does_not_change_the_bag(parts: list[str]) -> None:
    assert bag(" ".join(parts)) == bag(" ".join(reversed(parts)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tumours", "tumor"),
        ("haemorrhagic anaemia", "hemorrhagic anemia"),
        ("Diabetes type II", "diabetes, type 2"),
        ("Alzheimer\N{RIGHT SINGLE QUOTATION MARK}s disease", "Alzheimer disease"),
        ("\N{GREEK SMALL LETTER BETA}-blockers", "beta blocker"),
        ("oesophageal fibre", "esophageal fiber"),
        ("Sj\u00f6gren", "Sjogren"),
    ],
)
def test_spellings_of_one_name_have_one_plain_form(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_types_of_a_disease_stay_apart() -> None:
    assert plain("diabetes type 1") != plain("diabetes type 2")
    assert bag("hepatitis A") != bag("hepatitis")
    assert bag("hepatitis A and B") != bag("hepatitis B") == bag("a hepatitis B")


def test_joined_words_meet_separate_ones() -> None:
    assert forms("thrombo-embolism").joined == forms("thromboembolism").joined


def test_words_of_one_class_meet_in_the_loose_form() -> None:
    assert forms("renal failure").loose == forms("insufficiency of the kidney").loose
    assert forms("renal failure").loose != forms("hepatic failure").loose


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=15))
def test_spelling_and_stemming_are_idempotent(word: str) -> None:
    assert spell(spell(word)) == spell(word)
    assert stem(stem(word)) == stem(word)


def test_adjectives_share_the_stem_of_their_noun() -> None:
    assert stem("nephrotoxic") == stem("nephrotoxicity")
    assert stem("psychotic") == stem("psychosis")


def test_a_possessive_pronoun_is_no_plural() -> None:
    assert plain("Hers' disease") != plain("her disease") and plain("herds") == plain("herd")


def test_a_name_is_not_found_by_generic_words_alone() -> None:
    assert set(forms("other glimmer disease").of_name()) >= {"glimmer"}
    assert set(forms("other diseases").of_name()) == {"other disease", "otherdisease", ""}
    assert forms("human disease").of_name() == forms("human disease").levels()


def test_acronyms_are_short_and_mostly_capitals() -> None:
    assert is_acronym("GD2") and is_acronym("COPD")
    assert not is_acronym("Pain") and not is_acronym("HYPERTENSION") and not is_acronym("can")
    assert acronym_key("T.C.As") == "TCA"
    assert acronym_key("VX 770") == acronym_key("VX-770") != acronym_key("vx 770")


def test_only_the_initials_of_a_name_become_an_acronym() -> None:
    assert restore("cold", ["chronic obstructive lung disease"]) == "COLD"
    assert restore("cold", ["cold, common"]) == "cold"
    assert restore("gout", ["gouty arthritis"]) == "gout"


def test_a_short_form_abbreviates_a_name_that_has_its_letters_in_order() -> None:
    assert abbreviates("VMC", "velomycin")
    assert not abbreviates("VMC", "mycovelin")
    assert not abbreviates("VMC", "VMCX")


@pytest.mark.parametrize(
    ("short", "long"),
    [("velo", "velo oxide"), ("Velo", "veneloxine"), ("velo", "velo"), ("Gri", "glow rise in")],
)
def test_a_word_is_short_only_for_a_longer_word_that_begins_with_it(short: str, long: str) -> None:
    assert not abbreviates(short, long) and not has_initials(short, long)
    assert abbreviates("velo", "velomycin sulfate") and abbreviates("Velo", "velomycin")


def test_a_clipped_drug_that_is_a_name_implies_nothing(mention_of: Callable[..., Mention]) -> None:
    mentions = [mention_of(text, "Drug") for text in ("velo", "V", "VMC", "velomycin")]
    assert set(implied_short_forms(mentions)) == {"velo", "V", "VMC"}
    assert set(implied_short_forms(mentions, lambda text, kind: True)) == {"VMC"}


def test_initials_in_another_order_are_a_short_form_too() -> None:
    assert (
        has_initials("GD", "disease glimmer") and has_initials("TGD", "disease of glimmer, tardive") is False
    )
    assert not has_initials("GD", "glimmer disease 2") and not has_initials("G", "glimmer")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("autosomal recessive disorders", "genetic disease"),
        ("recessively inherited human condition", "genetic disease"),
        ("X-linked disease", "X-linked genetic disease"),
    ],
)
def test_a_disease_told_by_its_inheritance_alone_is_a_genetic_disease(text: str, meant: str) -> None:
    assert list(rewrites(text)) == [meant]


@pytest.mark.parametrize("text", ["human disease", "recessive glimmer disease", "congenital disorder"])
def test_other_diseases_are_not_rewritten_as_genetic_ones(text: str) -> None:
    assert not any("genetic" in other for other in rewrites(text))


def test_variants_of_a_mention() -> None:
    assert list(expansions("GD patients", {"GD": "glimmer disease"})) == ["glimmer disease patients"]
    assert list(expansions("GDs", {"GD": "glimmer disease"})) == ["glimmer disease"]
    assert list(expansions("glimmer (GD) disease", {})) == ["glimmer disease"]
    assert list(reductions("severe chest pain")) == ["chest pain", "pain"]
    assert "renal toxicity" in list(parts("renal and hepatic toxicity"))
    assert next(rewrites("velomycin-induced nephropathy")) == "drug-induced nephropathy"
    assert "kidney disease" in list(rewrites("renal dysfunction"))
    assert usual_meaning("Na+", "Drug") == "sodium" and usual_meaning("CaCl(2)", "Drug") == "calcium chloride"


def test_usual_meanings_are_of_the_type_asked_for() -> None:
    assert usual_meaning("CT", "Test") == "tomography, x-ray computed"
    assert usual_meaning("CT", "Disease") is None
    assert usual_meaning("Chest X-ray", "Test") == "radiography, thoracic"
    assert usual_meaning("CABG", "Treatment") == "coronary artery bypass"
    assert usual_meaning("DM", "Disease") == "diabetes mellitus" and usual_meaning("DM", "Test") is None


@given(st.text(max_size=80))
def test_any_text_has_variants_and_forms(text: str) -> None:
    assert all(isinstance(other, str) for other in (*reductions(text), *parts(text), *rewrites(text)))
    assert all(word == word.strip() for word in words(text))
    assert len(forms(text).levels()) == 5
