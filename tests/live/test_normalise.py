"""What differs from run to run is taken out; nothing else."""

import pytest

from live.normalise import lines

SAME = [
    ("NAME   READY  AGE\nweb    1/1    5m3s", "NAME     READY   AGE\nweb      1/1     12s"),
    ("web-5d4f8c7b9-x2x4z", "web-7c5ddbdf54-9xq8p"),
    ("web-5d4f8c7b94", "web-7c5ddbdf54"),
    ("kube-proxy-x2x4z Running", "kube-proxy-bcdfg Running"),
    ("uid: 1b4e28ba-2fa1-11d2-883f-0016d3cca427", "uid: 2c5f39cb-3fb2-22e3-994f-1127e4ddb538"),
    ("2026-01-02T03:04:05Z", "2027-11-12T13:14:15.678Z"),
    ("Fri, 02 Jan 2026 03:04:05 +0000", "Sat, 12 Dec 2026 13:14:15 +0100"),
    ("notAfter=Jan  2 03:04:05 2026 GMT", "notAfter=Nov 12 13:14:15 2027 GMT"),
    ("CERT  EXPIRES\nadmin Jan 02, 2027 03:04 UTC 364d", "CERT  EXPIRES\nadmin Feb 12, 2028 13:14 UTC 359d"),
    ("I0102 03:04:05.123456    1234 a.go:1] b", "I1112 13:14:15.123456       9 a.go:1] b"),
    ("sha256:0123456789abcdef0123", "sha256:ffff456789abcdef0123"),
    ("10.244.1.7", "10.244.2.19"),
    ('resourceVersion: "123"', 'resourceVersion: "99999"'),
    ('"Revision" : 123', '"Revision" : 7'),
    ('users:(("etcd",pid=12,fd=3))', 'users:(("etcd",pid=4012,fd=3))'),
    ("abcdef.0123456789abcdef", "zyxwvu.fedcba9876543210"),
    ("2.3 MB", "20 kB"),
    ("took = 1.234567ms", "took = 9ms"),
    ("Running  1 (2m ago)  5m", "Running  1 (14s ago)  1h3m"),
    ("\x1b[32mok\x1b[0m\n\n", "ok"),
    ("+------+\n| a    |", "+----------+\n| a        |"),
]
OTHER = [
    ("web 1/1", "web 0/1"),
    ("cpu: 50m", "cpu: 90m"),
    ("cpu 100m", "cpu 200m"),
    ("127.0.0.1", "127.0.0.2"),
    ("node/worker-1", "node/worker-2"),
    ("v1.35.4", "v1.35.5"),
    ("  a: 1", "a: 1"),
    ("replicas: 3", "replicas: 2"),
    ("nginx:1.29", "nginx:1.28"),
    ("a\n\nb", "a\nb"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: str, other: str):
    assert lines(one) == lines(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_not_the_same(one: str, other: str):
    assert lines(one) != lines(other)
