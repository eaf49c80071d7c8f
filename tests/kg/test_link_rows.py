"""The rows of links in a build."""

from collections.abc import Mapping, Sequence

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.kg.build.annotation_rows import mention_rows
from medkg.kg.build.link import concept_row, linked_rows
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.link import Link

ANEMIA = Concept(Curie("MESH", "D1"), "Hollow anemia", ("Disease",))
TUMOR = Concept(Curie("MESH", "D2"), "Orbal tumor", ("Disease",))


class Together:
    """Says of every mention that it names two things."""

    version = "1"

    def link(
        self, mentions: Sequence[Mention], /, *, abbreviations: Mapping[str, str] | None = None
    ) -> list[Link]:
        return [Link(mention, ANEMIA, 0.9, (), (TUMOR,), ("grade 2",)) for mention in mentions]

    def concept(self, curie: Curie, /) -> Concept | None:
        return None


def test_a_mention_that_names_two_things_has_a_row_for_each() -> None:
    document = Document("D1", "hollow anemia and orbal tumor")
    mention = document.mention(Span(0, len(document.text)), "Disease")
    mentions = mention_rows(AnnotatedDocument(document, (mention,)))
    rows = linked_rows(mentions, {"D1": (document, ())}, Together())
    assert [(row["mention"], row["concept"], row["nil"]) for row in rows["links"]] == [
        (0, "MESH:D1", False),
        (0, "MESH:D2", False),
    ]
    assert [row["qualifiers"] for row in rows["links"]] == [["grade 2"], ["grade 2"]]
    assert [row["id"] for row in rows["concepts"]] == ["MESH:D1", "MESH:D2"]


def test_the_types_of_a_concept_keep_their_order() -> None:
    sign = Concept(Curie("HP", "0000001"), "tremblance", ("Symptom", "Disease"))
    assert concept_row(sign)["types"] == ["Symptom", "Disease"]
