"""DCAT and DCAT-AP in RDF: XML, Turtle, TriG, N-Triples, N-Quads, JSON-LD, by rdflib, without a single request.

Source: Data Catalog Vocabulary, https://www.w3.org/TR/vocab-dcat-3/; pages by Hydra (`hydra:totalItems`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.catalogue.common import access_of, brief_digest, damaged, number_of, words_of
from assess.measure.catalogue.model import FIELDS, Dataset, Distribution, Part, Source

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

KNOWN = frozenset(FIELDS) - {"views", "downloads", "rows"}
MAX_RDF = 64_000_000
"""Largest RDF file, in bytes: a graph takes some twenty times as much memory."""

_DCAT, _DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
_NAMES: Final = (
    "http://xmlns.com/foaf/0.1/name",
    "http://www.w3.org/2006/vcard/ns#fn",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    f"{_DCT}title",
)
_GRAPHS: Final = ("trig", "nquads", "json-ld")
"""Syntaxes whose statements may stand in named graphs."""
_PREFIXES: Final = {
    "dcat": _DCAT,
    "dct": _DCT,
    "dcterms": _DCT,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "adms": "http://www.w3.org/ns/adms#",
    "spdx": "http://spdx.org/rdf/terms#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema": "http://schema.org/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
}


def read_rdf(name: str, data: bytes, sha256: str, syntax: str) -> Part:
    """The entries in `data`, in a `syntax` that rdflib names (xml, turtle, trig, nquads …); else InputError."""
    from rdflib import RDF, URIRef

    graph = _parsed(name, data, syntax)
    part = Part(source=Source(name=name, kind=f"dcat-{syntax}", sha256=sha256), known=KNOWN)
    totals = [number_of(str(o)) for o in graph.objects(None, URIRef(f"{_PREFIXES['hydra']}totalItems"))]
    part.declared = max((int(n) for n in totals if n is not None), default=None)
    for subject in sorted(set(graph.subjects(RDF.type, URIRef(f"{_DCAT}Dataset"))), key=str):
        part.datasets.append(_dataset(_Reader(graph, subject)))
    if not part.datasets:
        raise InputError(
            Text(zh=f"“{shown(name)}”里没有 dcat:Dataset", en=f"“{shown(name)}” holds no dcat:Dataset"),
            Text(
                zh="请给出含数据集条目的 DCAT 文件；JSON-LD 的远程上下文不会联网读取。",
                en="Name a DCAT file with its entries; remote contexts of JSON-LD are not fetched.",
            ),
        )
    return part


def _parsed(name: str, data: bytes, syntax: str) -> Graph:
    from xml.sax import SAXException

    from rdflib import Dataset as Graphs
    from rdflib import Graph
    from rdflib.exceptions import Error, ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    if len(data) > MAX_RDF:
        raise damaged(name, f"> {MAX_RDF // 10**6} MB")
    if syntax == "xml" and b"<!ENTITY" in data:
        raise damaged(name, "<!ENTITY")
    try:
        if syntax == "json-ld":
            value = json.loads(data)
            if not isinstance(value, dict | list):
                raise ValueError("neither object nor list")
            data = json.dumps(_without_remote(value)).encode()
        # Statements of named graphs speak of the same catalogue as those of none.
        graph: Graph = Graphs(default_union=True) if syntax in _GRAPHS else Graph(bind_namespaces="none")
        graph.parse(data=data, format=syntax)
        return graph
    except (
        SAXException,
        Error,
        ParserError,
        BadSyntax,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:
        raise damaged(name, str(error).partition("\n")[0] or type(error).__name__) from error
    except (RecursionError, AssertionError) as error:
        raise damaged(name, type(error).__name__) from error


def _without_remote(value: Any, depth: int = 0) -> Any:
    """JSON-LD whose contexts are our own prefixes instead of addresses, so that reading it asks nobody."""
    if depth > 200:
        raise ValueError("nested too deeply")
    if isinstance(value, list):
        return [_without_remote(v, depth + 1) for v in value]
    if not isinstance(value, dict):
        return value
    kept = {k: _without_remote(v, depth + 1) for k, v in value.items() if k not in ("@context", "@import")}
    if "@context" in value:
        given = value["@context"] if isinstance(value["@context"], list) else [value["@context"]]
        own = [{k: v for k, v in c.items() if k != "@import"} for c in given if isinstance(c, dict)]
        remote = len(own) < len(given)
        kept["@context"] = [_PREFIXES | ({"@vocab": _DCAT} if remote else {}), *own]
    return kept


class _Reader:
    """The statements about one subject."""

    def __init__(self, graph: Graph, subject: Node) -> None:
        self.graph, self.subject = graph, subject

    def all(self, *predicates: str) -> list[Node]:
        """The objects of the first of `predicates` that has any, blank texts left out, in a fixed order."""
        from rdflib import URIRef

        for predicate in predicates:
            found = [o for o in self.graph.objects(self.subject, URIRef(predicate)) if str(o).strip()]
            if found:
                return sorted(found, key=lambda o: (_rank(o), str(o)))
        return []

    def one(self, *predicates: str) -> str:
        """The first object as text; "" when there is none."""
        return next((str(o).strip() for o in self.all(*predicates)), "")

    def named(self, *predicates: str) -> str:
        """The name of the first object, or its address."""
        from rdflib import Literal

        for o in self.all(*predicates):
            return str(o).strip() if isinstance(o, Literal) else _Reader(self.graph, o).one(*_NAMES) or str(o)
        return ""


def _rank(node: Node) -> int:
    language = getattr(node, "language", None) or ""
    return {"zh": 0, "en": 1, "": 2}.get(language.partition("-")[0].lower(), 3)


def _dataset(it: _Reader) -> Dataset:
    title = it.one(f"{_DCT}title")
    description = it.one(f"{_DCT}description")
    files = [_file(_Reader(it.graph, node)) for node in dict.fromkeys(it.all(f"{_DCAT}distribution"))]
    rights = it.one(f"{_DCT}accessRights")
    # Blank nodes are named anew at each reading, so that what they are called cannot be part of a comparison.
    statements = sorted(
        [str(p), "" if type(o).__name__ == "BNode" else str(o)]
        for p, o in it.graph.predicate_objects(it.subject)
        if str(p) not in (f"{_DCT}modified", f"{_DCT}issued")
    )
    content = [title, description, sorted(str(f) for f in files)]
    return Dataset(
        id=it.one(f"{_DCT}identifier") or str(it.subject),
        title=title,
        publisher=it.named(f"{_DCT}publisher", f"{_DCT}creator", f"{_DCT}rightsHolder"),
        words=words_of(description, title),
        themes=tuple(str(o) for o in it.all(f"{_DCAT}theme")),
        keywords=len(it.all(f"{_DCAT}keyword")),
        frequency=it.one(f"{_DCT}accrualPeriodicity"),
        licence=it.one(f"{_DCT}license"),
        issued=it.one(f"{_DCT}issued"),
        modified=it.one(f"{_DCT}modified"),
        contact=bool(it.all(f"{_DCAT}contactPoint", "http://www.w3.org/ns/adms#contactPoint")),
        access=access_of(rights),
        access_code=rights,
        rights=bool(it.one(f"{_DCT}rights")),
        fields=bool(it.one(f"{_DCT}conformsTo")),
        spatial=bool(it.all(f"{_DCT}spatial")),
        temporal=bool(it.all(f"{_DCT}temporal")),
        distributions=tuple(files),
        content=brief_digest(content),
        record=brief_digest([content, statements]),
    )


def _file(it: _Reader) -> Distribution:
    return Distribution(
        access=it.one(f"{_DCAT}accessURL"),
        download=it.one(f"{_DCAT}downloadURL"),
        format=it.one(f"{_DCT}format"),
        media_type=it.one(f"{_DCAT}mediaType"),
        licence=it.one(f"{_DCT}license"),
        rights=bool(it.one(f"{_DCT}rights")),
        size=number_of(it.one(f"{_DCAT}byteSize")),
        checksum=it.named("http://spdx.org/rdf/terms#checksum"),
    )
