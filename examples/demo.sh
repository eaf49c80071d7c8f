#!/bin/sh
# Builds a graph from the examples, loads it into Neo4j and asks it five questions.
# Usage: demo.sh MEDKG FOLDER (the command, and where the build goes). It may be run again.
set -eu

medkg=$1
folder=$2
examples=$(dirname "$0")

title() { printf '\n\033[1m== %s\033[0m\n' "$1"; }
ask() {
	printf '\n\033[1m%s\033[0m\n$ medkg' "$question"
	for word in "$@"; do
		case $word in *[!A-Za-z0-9_.:/-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
	done
	printf '\n'
	"$medkg" "$@"
}

if [ -z "${NEO4J_URI:-}" ]; then
	title 'a local Neo4j (the first start downloads about 133 MB)'
	"$medkg" neo4j start
fi

title 'invented abstracts and notes into a build'
"$medkg" build "$examples/pubmed" "$examples/notes" "$examples/tables" --out "$folder"

title 'the build into Neo4j'
"$medkg" load "$folder" --graph demo

title 'five questions'
question='1. What treats migraine?'
ask treatments migraine
question='2. What are the symptoms of heart failure?'
ask symptoms 'heart failure' --limit 8
question='3. Why is it held that metformin causes lactic acidosis?'
ask why metformin CAUSES 'lactic acidosis'
question='4. What is known about amoxicillin?'
ask show amoxicillin --sentences 1
question='5. Which drugs cause what, in Cypher?'
ask query 'MATCH (drug:Drug)-[fact:CAUSES]->(harm), (e:Evidence {edge: fact.key, polarity: "affirmed"})
WITH drug, fact, harm, e ORDER BY e.score DESC
RETURN drug.name AS drug, harm.name AS harm, round(fact.belief, 2) AS belief, fact.papers AS papers,
       head(collect(e.sentence)) AS sentence
ORDER BY belief DESC, drug LIMIT 10'

title 'done'
echo "The build is in $folder."
if [ -z "${NEO4J_URI:-}" ]; then
	echo "Neo4j goes on running, for questions of your own; stop it with: $medkg neo4j stop"
fi
