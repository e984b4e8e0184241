package main

import (
	"reflect"

	admission "k8s.io/api/admission/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	webhookadmission "k8s.io/apiserver/pkg/admission/plugin/webhook/config/apis/webhookadmission/v1"
	apiserver "k8s.io/apiserver/pkg/apis/apiserver/v1"
	apiserverbeta "k8s.io/apiserver/pkg/apis/apiserver/v1beta1"
	audit "k8s.io/apiserver/pkg/apis/audit/v1"
	"k8s.io/client-go/kubernetes/scheme"
	clientauthentication "k8s.io/client-go/pkg/apis/clientauthentication/v1"
	clientcmd "k8s.io/client-go/tools/clientcmd/api/v1"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	controllermanager "k8s.io/kube-controller-manager/config/v1alpha1"
	kubeproxy "k8s.io/kube-proxy/config/v1alpha1"
	scheduler "k8s.io/kube-scheduler/config/v1"
	kubeletv1 "k8s.io/kubelet/config/v1"
	kubeletalpha "k8s.io/kubelet/config/v1alpha1"
	kubelet "k8s.io/kubelet/config/v1beta1"
	kubeadmbefore "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm/v1beta3"
	kubeadm "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm/v1beta4"
	metrics "k8s.io/metrics/pkg/apis/metrics/v1beta1"
	podsecurity "k8s.io/pod-security-admission/admission/api/v1"
	kustomize "sigs.k8s.io/kustomize/api/types"
)

// kinds are those that OpenAPI does not list: "apiVersion Kind" -> a value of the type.
func kinds() map[string]any {
	return map[string]any{
		"kubeadm.k8s.io/v1beta3 InitConfiguration":    kubeadmbefore.InitConfiguration{},
		"kubeadm.k8s.io/v1beta3 ClusterConfiguration": kubeadmbefore.ClusterConfiguration{},
		"kubeadm.k8s.io/v1beta3 JoinConfiguration":    kubeadmbefore.JoinConfiguration{},
		"kubeadm.k8s.io/v1beta4 InitConfiguration":    kubeadm.InitConfiguration{},
		"kubeadm.k8s.io/v1beta4 ClusterConfiguration": kubeadm.ClusterConfiguration{},
		"kubeadm.k8s.io/v1beta4 JoinConfiguration":    kubeadm.JoinConfiguration{},
		"kubeadm.k8s.io/v1beta4 ResetConfiguration":   kubeadm.ResetConfiguration{},
		"kubeadm.k8s.io/v1beta4 UpgradeConfiguration": kubeadm.UpgradeConfiguration{},

		"kubelet.config.k8s.io/v1beta1 KubeletConfiguration":       kubelet.KubeletConfiguration{},
		"kubelet.config.k8s.io/v1beta1 SerializedNodeConfigSource": kubelet.SerializedNodeConfigSource{},
		"kubelet.config.k8s.io/v1beta1 ImagePullIntent":            kubelet.ImagePullIntent{},
		"kubelet.config.k8s.io/v1beta1 ImagePulledRecord":          kubelet.ImagePulledRecord{},
		"kubelet.config.k8s.io/v1alpha1 CredentialProviderConfig":  kubeletalpha.CredentialProviderConfig{},
		"kubelet.config.k8s.io/v1beta1 CredentialProviderConfig":   kubelet.CredentialProviderConfig{},
		"kubelet.config.k8s.io/v1 CredentialProviderConfig":        kubeletv1.CredentialProviderConfig{},

		"apiserver.config.k8s.io/v1 AdmissionConfiguration":           apiserver.AdmissionConfiguration{},
		"apiserver.config.k8s.io/v1 AuthenticationConfiguration":      apiserver.AuthenticationConfiguration{},
		"apiserver.config.k8s.io/v1 AuthorizationConfiguration":       apiserver.AuthorizationConfiguration{},
		"apiserver.config.k8s.io/v1 EncryptionConfiguration":          apiserver.EncryptionConfiguration{},
		"apiserver.config.k8s.io/v1 TracingConfiguration":             apiserver.TracingConfiguration{},
		"apiserver.config.k8s.io/v1 WebhookAdmission":                 webhookadmission.WebhookAdmission{},
		"apiserver.config.k8s.io/v1beta1 AuthenticationConfiguration": apiserverbeta.AuthenticationConfiguration{},
		"apiserver.config.k8s.io/v1beta1 AuthorizationConfiguration":  apiserverbeta.AuthorizationConfiguration{},
		"apiserver.k8s.io/v1beta1 EgressSelectorConfiguration":        apiserverbeta.EgressSelectorConfiguration{},
		"apiserver.config.k8s.io/v1beta1 TracingConfiguration":        apiserverbeta.TracingConfiguration{},

		"audit.k8s.io/v1 Policy": audit.Policy{},
		"audit.k8s.io/v1 Event":  audit.Event{},

		"kubescheduler.config.k8s.io/v1 KubeSchedulerConfiguration":                       scheduler.KubeSchedulerConfiguration{},
		"kubescheduler.config.k8s.io/v1 DefaultPreemptionArgs":                            scheduler.DefaultPreemptionArgs{},
		"kubescheduler.config.k8s.io/v1 InterPodAffinityArgs":                             scheduler.InterPodAffinityArgs{},
		"kubescheduler.config.k8s.io/v1 NodeAffinityArgs":                                 scheduler.NodeAffinityArgs{},
		"kubescheduler.config.k8s.io/v1 NodeResourcesBalancedAllocationArgs":              scheduler.NodeResourcesBalancedAllocationArgs{},
		"kubescheduler.config.k8s.io/v1 NodeResourcesFitArgs":                             scheduler.NodeResourcesFitArgs{},
		"kubescheduler.config.k8s.io/v1 PodTopologySpreadArgs":                            scheduler.PodTopologySpreadArgs{},
		"kubescheduler.config.k8s.io/v1 VolumeBindingArgs":                                scheduler.VolumeBindingArgs{},
		"kubeproxy.config.k8s.io/v1alpha1 KubeProxyConfiguration":                         kubeproxy.KubeProxyConfiguration{},
		"kubecontrollermanager.config.k8s.io/v1alpha1 KubeControllerManagerConfiguration": controllermanager.KubeControllerManagerConfiguration{},

		"pod-security.admission.config.k8s.io/v1 PodSecurityConfiguration": podsecurity.PodSecurityConfiguration{},
		"admission.k8s.io/v1 AdmissionReview":                              admission.AdmissionReview{},
		"apiextensions.k8s.io/v1 ConversionReview":                         apiextensions.ConversionReview{},
		"client.authentication.k8s.io/v1 ExecCredential":                   clientauthentication.ExecCredential{},
		"metrics.k8s.io/v1beta1 NodeMetrics":                               metrics.NodeMetrics{},
		"metrics.k8s.io/v1beta1 PodMetrics":                                metrics.PodMetrics{},
		"v1 Config":                                                        clientcmd.Config{},

		"kustomize.config.k8s.io/v1beta1 Kustomization": kustomize.Kustomization{},
		"kustomize.config.k8s.io/v1alpha1 Component":    kustomize.Kustomization{},
	}
}

// servedTypes are those that OpenAPI does list: only their enumerations are wanted.
func servedTypes() []reflect.Type {
	found := []reflect.Type{
		reflect.TypeFor[apiextensions.CustomResourceDefinition](),
		reflect.TypeFor[apiregistration.APIService](),
	}
	for _, known := range scheme.Scheme.AllKnownTypes() {
		found = append(found, known)
	}
	return found
}
