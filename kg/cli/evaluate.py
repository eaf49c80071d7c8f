"""``medkg evaluate``: scores on annotated corpora."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.options import (
    Database,
    Device,
    EqualPriors,
    Index,
    Json,
    MinScore,
    NerModel,
    Prevalence,
    RelationModel,
    Table,
    Uri,
    User,
    WithoutGraph,
)

if TYPE_CHECKING:
    from medkg.extraction.evaluation.type_map import TypeMap

evaluate = typer.Typer(no_args_is_help=True, help="Score on annotated corpora, strictly.")

Gold = Annotated[
    list[Path], typer.Argument(help="Annotated files, folders or archives.", metavar="GOLD", exists=True)
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        help="pubtator, brat, bioc, jsonl or marked, told by the name otherwise; "
        "or ade, biotext, phee, roam, thor.",
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", help="Which of our types stand for one of the corpus.", metavar="TYPE=OURS[+OURS]"),
]

Members = Annotated[
    str, typer.Option("--members", help="Glob of the files to read in a folder or archive.", metavar="GLOB")
]
FoldOption = Annotated[
    str | None,
    typer.Option(
        "--fold", help="Score this part of the documents only, such as 1/5.", metavar="NUMBER/COUNT"
    ),
]

Curves = Annotated[
    Path | None,
    typer.Option(
        "--curves",
        help="Folder for reliability.png and precision_recall.csv.",
        metavar="DIR",
        file_okay=False,
    ),
]


@evaluate.command("ner")
def ner(
    gold: Gold,
    format: Format = None,
    map: Map = None,
    members: Members = "*",
    fold: FoldOption = None,
    ner: NerModel = None,
    device: Device = None,
    min_score: MinScore = None,
    curves: Curves = None,
    json: Json = False,
) -> None:
    """Score mentions: the same characters and the same type, or wrong."""
    from medkg.extraction.evaluation.curves import write_curves
    from medkg.extraction.evaluation.ner import evaluate_ner
    from medkg.extraction.extractor import Extractor
    from medkg.kg.cli.gold import read_gold
    from medkg.kg.cli.scores import print_scores

    types, documents = _types(map), read_gold(gold, format, members=members, fold=fold)
    finder = Extractor.load_tagger(ner, device=device, min_score=min_score)
    scores = evaluate_ner(documents, finder, types=types)
    if curves:
        write_curves(scores, curves)
    print_scores(scores.as_json(), failures=scores.failures, ignored=scores.ignored, json=json)


@evaluate.command("relations")
def relations(
    gold: Gold,
    format: Format = None,
    map: Map = None,
    members: Members = "*",
    fold: FoldOption = None,
    gold_entities: Annotated[
        bool, typer.Option("--gold-entities", help="Give the corpus's own mentions to the relation model.")
    ] = False,
    same_words: Annotated[
        bool,
        typer.Option("--same-words", help="Without identifiers, a name repeated is one concept."),
    ] = False,
    between: Annotated[
        str | None,
        typer.Option("--between", help="Only relations of these, from first to second.", metavar="TYPE:TYPE"),
    ] = None,
    anaphora: Annotated[
        str | None,
        typer.Option("--anaphora", help="Relation from a name to words that stand for it.", metavar="TYPE"),
    ] = None,
    ner: NerModel = None,
    relation_model: RelationModel = None,
    device: Device = None,
    min_score: MinScore = None,
    curves: Curves = None,
    json: Json = False,
) -> None:
    """Score relations between the corpus's concepts, once a document."""
    from medkg.extraction.anaphora import without_anaphors
    from medkg.extraction.evaluation.curves import write_curves
    from medkg.extraction.evaluation.pairs import only_between
    from medkg.extraction.evaluation.relations import evaluate_relations
    from medkg.kg.cli.gold import read_gold
    from medkg.kg.cli.parts import load_extractor
    from medkg.kg.cli.scores import print_scores

    types, documents = _types(map), read_gold(gold, format, members=members, fold=fold)
    extractor = load_extractor(ner, relation_model, device, min_score=min_score)
    if anaphora:
        documents = [without_anaphors(document, anaphora) for document in documents]
    if between:
        ends = _two_types(between)
        documents = [only_between(document, *ends) for document in documents]
    scores = evaluate_relations(
        documents, extractor, types=types, gold_entities=gold_entities, same_words=same_words
    )
    if curves:
        write_curves(scores, curves)
    print_scores(scores.as_json(), failures=scores.failures, ignored=scores.ignored, json=json)


@evaluate.command("linking")
def linking(
    gold: Gold,
    format: Format = None,
    map: Map = None,
    members: Members = "*",
    fold: FoldOption = None,
    vocabulary: Index = None,
    json: Json = False,
) -> None:
    """Score links of the corpus's own mentions: accuracy@1, accuracy@5 and MRR."""
    from medkg.kg.cli.gold import mention_types, read_gold
    from medkg.kg.cli.parts import load_linker
    from medkg.kg.cli.scores import print_linking
    from medkg.linking.evaluation import evaluate_linking

    types, documents = _types(map), read_gold(gold, format, members=members, fold=fold)
    meant = {type: types.mention_types(type) for type in mention_types(documents)}
    scores = evaluate_linking(documents, load_linker(vocabulary), types=meant)
    print_linking(scores.as_json(), json=json)


@evaluate.command("triples")
def triples(
    gold: Gold,
    format: Format = None,
    map: Map = None,
    members: Members = "*",
    fold: FoldOption = None,
    ner: NerModel = None,
    relation_model: RelationModel = None,
    vocabulary: Index = None,
    device: Device = None,
    min_score: MinScore = None,
    json: Json = False,
) -> None:
    """Score facts end to end: subject id, predicate, object id, once a document."""
    from medkg.kg.cli.gold import read_gold, relation_types
    from medkg.kg.cli.parts import load_extractor, load_linker
    from medkg.kg.cli.scores import print_scores
    from medkg.kg.evaluation import evaluate_triples

    types, documents = _types(map), read_gold(gold, format, members=members, fold=fold)
    named = relation_types(documents)
    meant = {name: types.predicates(name) for name in named if types.predicates(name)}
    extractor = load_extractor(ner, relation_model, device, min_score=min_score)
    linker = load_linker(vocabulary)
    scores = evaluate_triples(documents, extractor=extractor, linker=linker, types=meant)
    ignored = tuple(sorted(set(named) - set(meant)))
    print_scores(scores.as_json(), failures=scores.failures, ignored=ignored, json=json)


@evaluate.command("diagnosis")
def diagnosis(
    cases: Annotated[
        list[Path],
        typer.Argument(
            help="Phenopackets (JSON), JSON lines, or folders of both.", metavar="CASES", exists=True
        ),
    ],
    without_graph: WithoutGraph = False,
    table: Table = None,
    prevalence: Prevalence = None,
    equal_priors: EqualPriors = False,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Score differential diagnosis on solved cases: the rank of the right disease among all."""
    from medkg.kg.cli.diagnose import open_source, read_prior
    from medkg.kg.cli.scores import print_diagnosis
    from medkg.kg.diagnosis.cases import read_cases
    from medkg.kg.diagnosis.evaluate import evaluate_diagnosis
    from medkg.kg.diagnosis.hierarchy import read_hierarchy

    hierarchy, prior = read_hierarchy(), read_prior(prevalence, equal_priors)
    with open_source(hierarchy, without_graph, table, None, uri, user, database) as source:
        scores = evaluate_diagnosis(read_cases(cases), source=source, hierarchy=hierarchy, prior=prior)
    print_diagnosis(scores, json=json)
    if not scores.cases:
        raise typer.Exit(1)


def _two_types(text: str) -> tuple[str, str]:
    first, colon, second = text.partition(":")
    if not (first and colon and second) or ":" in second:
        raise typer.BadParameter(f"{text!r} is not allowed; TYPE:TYPE is", param_hint="--between")
    return first, second


def _types(rules: list[str] | None) -> "TypeMap":
    from medkg.extraction.evaluation.type_map import TypeMap

    try:
        return TypeMap.parse(rules or ())
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from None
