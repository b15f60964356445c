"""The parser's first layer, which sees each word alone, asked once for each word of a batch: a third of its arithmetic, and most words come again.

Each row of what such a layer gives is computed from one row of what it is given, so nothing changes.
"""

from typing import Any

LAYERS = 5  # attributes of words, joined to one run, embedded, mixed, divided into texts again


def each_word_once(nlp: Any) -> None:
    """Has the pipeline's word vectors computed once for each word of a batch, where they are built as in spaCy's small models; else changes nothing."""
    from thinc.api import Model, chain

    embed = nlp.get_pipe("tok2vec").model.layers[0] if nlp.has_pipe("tok2vec") else None
    if embed is not None and len(embed.layers) == LAYERS and all(layer.name.startswith("with_array") for layer in embed.layers[2:4]):
        embed.layers[2:4] = [Model("each_word_once", _forward, layers=[chain(*embed.layers[2:4])])]


def _forward(model: Any, words: Any, is_train: bool) -> tuple[Any, Any]:
    import numpy
    from thinc.api import Ragged

    found: Any = numpy.unique(words.dataXd, axis=0, return_inverse=True)
    rows, places = found
    count: Any = numpy.array([len(rows)], dtype="i")
    given = model.layers[0].predict(Ragged(rows, count))
    return Ragged(given.dataXd[places.reshape(-1)], words.lengths), _untaught


def _untaught(_: Any) -> Any:
    raise TypeError("a parser whose words are computed once each is not trained")
