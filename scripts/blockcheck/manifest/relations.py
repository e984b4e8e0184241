"""The objects met in a manifest in, what does not fit together in them out: selectors, volumes, ports."""

from collections.abc import Iterator

from blockcheck.command.expressions import PORT_NAME
from blockcheck.manifest import scalars
from blockcheck.manifest.fields import Found, Met
from blockcheck.manifest.yaml_nodes import Node, Place
from blockcheck.text.suggest import closest

WORKLOADS = ("apps.v1.DeploymentSpec", "apps.v1.ReplicaSetSpec", "apps.v1.StatefulSetSpec", "apps.v1.DaemonSetSpec")
CONTROLLER = "core.v1.ReplicationControllerSpec"  # whose selector is a plain map
CONTAINERS = ("initContainers", "containers", "ephemeralContainers")
HOOKS = (
    ("livenessProbe",),
    ("readinessProbe",),
    ("startupProbe",),
    ("lifecycle", "postStart"),
    ("lifecycle", "preStop"),
)


def check(met: Met) -> Iterator[Found]:
    """Everything that does not fit together in one document of which nothing is left out."""
    for definition in (*WORKLOADS, CONTROLLER):
        for spec, path in met.get(definition, ()):
            selector = spec.get("selector") if definition == CONTROLLER else spec.get("selector", "matchLabels")
            yield from _selector(selector, spec.get("template"), path)
    claims = {name for spec, _ in met.get("apps.v1.StatefulSetSpec", ()) for name in _claims(spec)}
    for spec, path in met.get("core.v1.PodSpec", ()):
        yield from _pod(spec, path, claims)
    for job, path in met.get("batch.v1.JobSpec", ()):
        yield from _job(job, path)


def _selector(selector: Node | None, template: Node | None, path: str) -> Iterator[Found]:
    """Labels a workload selects its Pods by, which its template does not give them."""
    labels = _labels(template)
    if labels is None:
        return
    for key, value in selector.entries if selector else ():
        if (
            key.unknown
            or value.unknown
            or value.kind != "scalar"
            or labels.get(key.value) == value.value
            or key.value == "<<"
        ):
            continue
        have = f"{key.value}: {labels[key.value]}" if key.value in labels else f"no {key.value}"
        message = f"this selects {key.value}: {value.value}, but {path}.template.metadata.labels have {have}; make them the same"
        yield Found("selector-misses-template", value.place, message)


def _labels(template: Node | None) -> dict[str, str] | None:
    """The labels of a Pod template, None if they cannot be known."""
    if template is None or template.kind != "map" or template.partial:
        return None
    meta = template.get("metadata")
    if meta is None:
        return {}
    labels = meta.get("labels")
    if meta.unknown or meta.partial or (labels is not None and (labels.unknown or labels.partial)):
        return None
    entries = labels.entries if labels else []
    return None if any(value.unknown for _, value in entries) else {key.value: value.value for key, value in entries}


def _claims(spec: Node) -> Iterator[str | None]:
    claims = spec.get("volumeClaimTemplates")
    if claims is not None and claims.kind != "list":
        yield None
    for claim in claims.items if claims else ():
        yield claim.text("metadata", "name")


def _pod(spec: Node, path: str, claims: set[str | None]) -> Iterator[Found]:
    """A Pod's containers against its volumes and their own ports."""
    declared = _declared(spec, claims)
    for group in CONTAINERS:
        containers = spec.get(group)
        for container in containers.items if containers else ():
            yield from _probes(container)
            yield from _mounts(container, declared)
            if (
                group != "ephemeralContainers"
                and container.entries
                and not container.partial
                and container.get("image") is None
            ):
                place = container.entries[0][0].place
                yield Found("missing-field", place, f"this container of {path}.{group} lacks image; add image: …")


def _declared(spec: Node, claims: set[str | None]) -> set[str] | None:
    """The names of a Pod's volumes, None if they cannot be known."""
    volumes = spec.get("volumes")
    names = claims | {item.text("name") for item in (volumes.items if volumes else ())}
    unknown = spec.partial or None in names or (volumes is not None and volumes.kind == "alias")
    return None if unknown else {name for name in names if name}


def _mounts(container: Node, declared: set[str] | None) -> Iterator[Found]:
    for field in ("volumeMounts", "volumeDevices"):
        mounts = container.get(field)
        for mount in mounts.items if mounts and declared is not None else ():
            name = mount.text("name")
            if name and name not in declared:
                near = closest(name, declared)
                hint = f"did you mean {near}?" if near else "declare it in volumes"
                yield Found(
                    "undeclared-volume", mount.get("name").place, f"this Pod has no volume {name}; {hint}", near
                )


def _probes(container: Node) -> Iterator[Found]:
    """A probe or a hook that asks for a port by a name its container does not have."""
    known = _port_names(container)
    for hook in HOOKS if known is not None else ():
        for way in ("httpGet", "tcpSocket"):
            port = container.get(*hook, way, "port")
            if port and scalars.is_text(port) and PORT_NAME.fullmatch(port.value) and port.value not in known:
                near = closest(port.value, known)
                hint = f"did you mean {near}?" if near else "give one of its ports that name, or write the number"
                yield Found(
                    "unknown-port-name", port.place, f"this container has no port named {port.value}; {hint}", near
                )


def _port_names(container: Node) -> set[str] | None:
    """The names of a container's ports, None if they cannot be known."""
    ports = container.get("ports")
    items = ports.items if ports else []
    names = [item.get("name") for item in items]
    unknown = container.partial or (ports is not None and ports.kind != "list")
    if (
        unknown
        or any(item.kind != "map" or item.partial for item in items)
        or any(name and name.unknown for name in names)
    ):
        return None
    return {name.value for name in names if name}


def _job(job: Node, path: str) -> Iterator[Found]:
    """A Job's Pods end: their `restartPolicy` is written, and is not `Always`."""
    template = job.get("template")
    spec = template.get("spec") if template else None
    if spec is None or spec.kind != "map" or spec.partial:
        return
    policy, where = spec.get("restartPolicy"), f"{path}.template.spec"
    if policy is None:
        yield Found(
            "missing-field",
            _place(template, "spec"),
            f"{where} lacks restartPolicy, which a Job needs; add restartPolicy: Never",
        )
    elif policy.value == "Always":
        message = f"{where}.restartPolicy of a Job does not take Always; write Never or OnFailure"
        yield Found("unlisted-field-value", policy.place, message)


def _place(node: Node, name: str) -> Place:
    return next(key.place for key, _ in node.entries if key.value == name)
