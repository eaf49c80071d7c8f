"""Models as graphs of ONNX Runtime, with matrices as int8."""

import logging
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor, nn

Axes = Mapping[str, Mapping[int, str]]
_OPSET = 20


def export_onnx(
    model: nn.Module,
    arguments: Sequence[Tensor | None],
    path: Path,
    *,
    inputs: Sequence[str],
    axes: Axes,
    quantized: bool = True,
) -> None:
    """The graph of ``model`` in the file ``path``, as called with ``arguments``, a None being no input.

    ``inputs`` names the others, ``axes`` the directions that vary. ``quantized`` stores the matrices as int8
    by channel; what they are multiplied with is rounded to 8 bits when the graph runs, by the least and the
    greatest of all values of a run.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, _quiet():
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model.eval(),
            tuple(arguments),
            str(plain),
            input_names=list(inputs),
            output_names=["logits"],
            dynamic_axes={name: dict(varying) for name, varying in axes.items()},
            opset_version=_OPSET,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )
        finished = _quantized(plain) if quantized else plain
        finished.chmod(0o644)
        finished.replace(path)


def _quantized(plain: Path) -> Path:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared, finished = plain.with_name("prepared.onnx"), plain.with_name("int8.onnx")
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(finished),
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=_batched_products(prepared),
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    return finished


def _batched_products(path: Path) -> list[str]:
    """The products with a stack of matrices, which ONNX Runtime cannot run in int8 by channel."""
    import onnx

    graph = onnx.load(str(path)).graph
    stacks = {weight.name for weight in graph.initializer if len(weight.dims) > 2}
    return [node.name for node in graph.node if node.op_type == "MatMul" and stacks.intersection(node.input)]


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what the exporters tell: traced shape checks become constants, shapes of an operator that is
    ONNX Runtime's own are not inferred.
    """
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
