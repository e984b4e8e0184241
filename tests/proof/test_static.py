"""What cannot run in a throw-away cluster, by its programs alone; and what is like it, but can."""

import pytest

from blockcheck.proof import static
from blockcheck.proof.blocks import proof_blocks
from blockcheck.proof.live_markers import REASONS

TERMINAL, NODE, MACHINE = "needs a terminal", "needs a real node", "needs a second machine"
INTERNET, HOST = "needs the internet", "would destroy the host"
CASES = {
    "kubectl edit deployment web": TERMINAL,
    "k edit deployment web": TERMINAL,
    "KUBE_EDITOR=nano kubectl edit pod web": TERMINAL,
    "kubectl exec -it web -- sh": TERMINAL,
    "kubectl exec -ti web -c nginx -- /bin/bash -l": TERMINAL,
    "kubectl exec --stdin --tty web -- bash": TERMINAL,
    "kubectl exec -it web -- ls": "",
    "kubectl exec -it web -- sh -c 'ls /'": "",
    "kubectl exec -it web -- sh -ec 'ls /'": "",
    "kubectl exec -it web -- <command>": "",
    "kubectl exec -it web --": TERMINAL,
    "kubectl exec -it web -- env vi /etc/hosts": TERMINAL,
    "kubectl exec --tty=false -i web -- sh": "",
    "kubectl exec web -- sh /script.sh": "",
    "kubectl exec web -- apt-get update": "",
    "kubectl attach -it web": TERMINAL,
    "kubectl attach web": "",
    "kubectl run tmp --rm -it --image=busybox -- sh": TERMINAL,
    "kubectl run tmp --rm -it --image=busybox": TERMINAL,
    "kubectl run tmp --rm -it --image=busybox -- wget -qO- http://web": "",
    "kubectl run tmp --rm -i --image=busybox -- sh": "",
    "kubectl debug -it web --image=busybox --target=nginx": TERMINAL,
    "kubectl debug node/worker-1 -it --image=busybox -- chroot /host": TERMINAL,
    "kubectl debug node/worker-1 -it --image=busybox -- chroot /host ls": "",
    "kubectl debug node/worker-1 --image=busybox": "",
    "sudo crictl exec -it <container-id> sh": TERMINAL,
    "sudo crictl exec <container-id> ls": "",
    "sudo vi /etc/kubernetes/manifests/etcd.yaml": TERMINAL,
    "ssh worker-1": MACHINE,
    "ssh worker-1 'sudo systemctl restart kubelet'": MACHINE,
    "for n in worker-1 worker-2; do scp a $n:/tmp; done": MACHINE,
    "sudo kubeadm join 10.0.0.11:6443 --token abc": MACHINE,
    "kubeadm token create --print-join-command": "",
    "sudo apt-get update && sudo apt-get install -y kubelet": INTERNET,
    "curl -fsSL https://pkgs.k8s.io/core:/stable:/v1.35/deb/Release.key | sudo gpg --dearmor -o /a": INTERNET,
    'curl -LO "https://dl.k8s.io/release/$(curl -Ls https://dl.k8s.io/release/stable.txt)/bin/linux/amd64/kubectl"': INTERNET,
    "curl -k https://127.0.0.1:6443/healthz": "",
    "curl https://10.0.0.11:10250/pods": "",
    "curl http://<cluster-ip>:80": "",
    "curl http://web.example.com --resolve web.example.com:80:10.0.0.1": "",
    "curl http://web.default.svc.cluster.local/": "",
    "curl --cacert ca.crt https://$HOST:6443": "",
    "wget https://k8s.io": INTERNET,
    "helm repo add bitnami https://charts.bitnami.com/bitnami": INTERNET,
    "helm install web nginx --repo https://charts.example.org": "",
    "helm install web nginx --repo https://charts.bitnami.com/bitnami": INTERNET,
    "helm pull oci://ghcr.io/nginx/charts/nginx": INTERNET,
    "helm install web ./chart": "",
    "kubectl apply -f https://raw.githubusercontent.com/a/b/main/c.yaml": INTERNET,
    "kubectl config set-cluster a --server=https://api.elsewhere.com:6443": "",
    "sudo crictl pull nginx": INTERNET,
    "sudo kubeadm config images pull": INTERNET,
    "kubeadm config images list": "",
    "sudo systemctl restart kubelet": NODE,
    "sudo journalctl -u kubelet -f": NODE,
    "sudo sysctl -w net.ipv4.ip_forward=1": NODE,
    "sudo kubeadm init --pod-network-cidr 10.244.0.0/16": NODE,
    "sudo kubeadm init phase certs all": "",
    "sudo kubeadm upgrade apply v1.35.4": NODE,
    "sudo kubeadm certs check-expiration": "",
    "sudo kubeadm reset": HOST,
    "sudo rm -rf /": HOST,
    "sudo rm -rf /var/lib/etcd": "",
    "sudo sh -c 'systemctl stop kubelet'": NODE,
    "sudo -i": "",
    "kubectl get pods -w": "",
    "kubectl port-forward pod/web 8080:80": "",
    "echo systemctl restart kubelet": "",
    "which systemctl": "",
}


@pytest.mark.parametrize("command", CASES)
def test_one_command(command):
    (found,) = proof_blocks(f"```bash\n{command}\n```")
    assert found.reason == CASES[command]


def test_the_first_command_of_a_block_that_cannot_run_decides():
    (found,) = proof_blocks("```bash\nls\nsudo systemctl stop kubelet\nssh <node>\n```")
    assert found.reason == NODE
    (found,) = proof_blocks("```console\n$ ls\nkubeadm\n$ ssh <node>\n$ systemctl stop kubelet\n```")
    assert found.reason == MACHINE


def test_a_here_document_is_a_file_and_no_commands():
    (found,) = proof_blocks("```bash\ncat <<EOF > a.sh\nsystemctl restart kubelet\nEOF\n```")
    assert found.reason == ""


def test_the_table_has_the_closed_list_of_reasons():
    assert {row.reason for rows in static.table().values() for row in rows} == set(REASONS)
