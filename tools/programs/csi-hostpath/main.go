// A CSI driver whose volumes are folders of a node, as small as the driver hostpath.csi.k8s.io of kubernetes-csi behaves:
// that one's module, and the node-driver-registrar's, are on no proxy. The sidecars beside it are the real ones.
package main

import (
	"context"
	"errors"
	"flag"
	"log"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	registration "k8s.io/kubelet/pkg/apis/pluginregistration/v1"
)

const (
	name     = "hostpath.csi.k8s.io"
	topology = "topology.hostpath.csi/node" // the label that the kubelet gives the node
	least    = 1 << 20
	most     = 1 << 40
)

var version = "unknown"

type driver struct {
	csi.UnimplementedIdentityServer
	csi.UnimplementedControllerServer
	csi.UnimplementedNodeServer
	node string
	data string // a folder with one folder for each volume
}

func main() {
	socket := flag.String("socket", "/csi/csi.sock", "where to answer")
	seen := flag.String("kubelet-socket", "", "the same place as the kubelet sees it; none: this is no node's driver")
	registry := flag.String("registry", "/registration", "the kubelet's folder for plugins")
	node := flag.String("node", "", "the node's name")
	data := flag.String("data", "/data", "the folder that holds the volumes")
	flag.Parse()
	log.Printf("%s %s on %s", name, version, *node)
	one := &driver{node: *node, data: *data}
	if *seen != "" {
		go serve(filepath.Join(*registry, name+"-reg.sock"), func(server *grpc.Server) {
			registration.RegisterRegistrationServer(server, &registrar{socket: *seen})
		})
	}
	serve(*socket, func(server *grpc.Server) {
		csi.RegisterIdentityServer(server, one)
		csi.RegisterControllerServer(server, one)
		csi.RegisterNodeServer(server, one)
	})
}

func serve(socket string, register func(*grpc.Server)) {
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		log.Fatal(err)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.UnaryInterceptor(logged))
	register(server)
	log.Fatal(server.Serve(listener))
}

// logged writes what was asked for, but for the questions that come all the time.
func logged(ctx context.Context, asked any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	answer, err := handle(ctx, asked)
	method := info.FullMethod[strings.LastIndex(info.FullMethod, "/")+1:]
	if err != nil {
		log.Printf("%s: %v", method, err)
	} else if !strings.HasPrefix(method, "Get") && method != "Probe" && !strings.HasSuffix(method, "Capabilities") {
		log.Printf("%s %v", method, asked)
	}
	return answer, err
}

// registrar tells the kubelet of the driver, as node-driver-registrar does.
type registrar struct {
	registration.UnimplementedRegistrationServer
	socket string
}

func (one *registrar) GetInfo(context.Context, *registration.InfoRequest) (*registration.PluginInfo, error) {
	return &registration.PluginInfo{
		Type: registration.CSIPlugin, Name: name, Endpoint: one.socket, SupportedVersions: []string{"1.0.0"},
	}, nil
}

func (*registrar) NotifyRegistrationStatus(
	_ context.Context, told *registration.RegistrationStatus,
) (*registration.RegistrationStatusResponse, error) {
	if !told.PluginRegistered {
		log.Fatalf("the kubelet refuses the driver: %s", told.Error)
	}
	return &registration.RegistrationStatusResponse{}, nil
}

func (*driver) GetPluginInfo(context.Context, *csi.GetPluginInfoRequest) (*csi.GetPluginInfoResponse, error) {
	return &csi.GetPluginInfoResponse{Name: name, VendorVersion: version}, nil
}

func (*driver) Probe(context.Context, *csi.ProbeRequest) (*csi.ProbeResponse, error) {
	return &csi.ProbeResponse{}, nil
}

func (*driver) GetPluginCapabilities(
	context.Context, *csi.GetPluginCapabilitiesRequest,
) (*csi.GetPluginCapabilitiesResponse, error) {
	answer := &csi.GetPluginCapabilitiesResponse{}
	for _, kind := range []csi.PluginCapability_Service_Type{
		csi.PluginCapability_Service_CONTROLLER_SERVICE,
		csi.PluginCapability_Service_VOLUME_ACCESSIBILITY_CONSTRAINTS,
	} {
		answer.Capabilities = append(answer.Capabilities, &csi.PluginCapability{
			Type: &csi.PluginCapability_Service_{Service: &csi.PluginCapability_Service{Type: kind}},
		})
	}
	return answer, nil
}

func (*driver) ControllerGetCapabilities(
	context.Context, *csi.ControllerGetCapabilitiesRequest,
) (*csi.ControllerGetCapabilitiesResponse, error) {
	answer := &csi.ControllerGetCapabilitiesResponse{}
	for _, kind := range []csi.ControllerServiceCapability_RPC_Type{
		csi.ControllerServiceCapability_RPC_CREATE_DELETE_VOLUME,
		csi.ControllerServiceCapability_RPC_EXPAND_VOLUME,
		csi.ControllerServiceCapability_RPC_SINGLE_NODE_MULTI_WRITER,
	} {
		answer.Capabilities = append(answer.Capabilities, &csi.ControllerServiceCapability{
			Type: &csi.ControllerServiceCapability_Rpc{Rpc: &csi.ControllerServiceCapability_RPC{Type: kind}},
		})
	}
	return answer, nil
}

// CreateVolume only says where the volume is: its folder is made there when a Pod mounts it.
func (*driver) CreateVolume(_ context.Context, asked *csi.CreateVolumeRequest) (*csi.CreateVolumeResponse, error) {
	size, err := size(asked.GetCapacityRange())
	if err != nil {
		return nil, err
	}
	for _, capability := range asked.GetVolumeCapabilities() {
		if capability.GetBlock() != nil {
			return nil, status.Error(codes.InvalidArgument, "volumeMode Block is not supported")
		}
	}
	volume := &csi.Volume{VolumeId: asked.GetName(), CapacityBytes: size, VolumeContext: asked.GetParameters()}
	if places := asked.GetAccessibilityRequirements().GetPreferred(); len(places) > 0 {
		volume.AccessibleTopology = places[:1]
	}
	return &csi.CreateVolumeResponse{Volume: volume}, nil
}

// DeleteVolume leaves the folder to its node; no later volume has the same name.
func (*driver) DeleteVolume(context.Context, *csi.DeleteVolumeRequest) (*csi.DeleteVolumeResponse, error) {
	return &csi.DeleteVolumeResponse{}, nil
}

func (*driver) ValidateVolumeCapabilities(
	_ context.Context, asked *csi.ValidateVolumeCapabilitiesRequest,
) (*csi.ValidateVolumeCapabilitiesResponse, error) {
	confirmed := &csi.ValidateVolumeCapabilitiesResponse_Confirmed{VolumeCapabilities: asked.GetVolumeCapabilities()}
	return &csi.ValidateVolumeCapabilitiesResponse{Confirmed: confirmed}, nil
}

// ControllerExpandVolume ends the expansion: a folder has no file system that the node would have to enlarge, for which the
// kubelet of a running Pod takes a minute or more.
func (*driver) ControllerExpandVolume(
	_ context.Context, asked *csi.ControllerExpandVolumeRequest,
) (*csi.ControllerExpandVolumeResponse, error) {
	size, err := size(asked.GetCapacityRange())
	if err != nil {
		return nil, err
	}
	return &csi.ControllerExpandVolumeResponse{CapacityBytes: size}, nil
}

func (one *driver) NodeGetInfo(context.Context, *csi.NodeGetInfoRequest) (*csi.NodeGetInfoResponse, error) {
	place := &csi.Topology{Segments: map[string]string{topology: one.node}}
	return &csi.NodeGetInfoResponse{NodeId: one.node, AccessibleTopology: place}, nil
}

func (*driver) NodeGetCapabilities(
	context.Context, *csi.NodeGetCapabilitiesRequest,
) (*csi.NodeGetCapabilitiesResponse, error) {
	answer := &csi.NodeGetCapabilitiesResponse{}
	for _, kind := range []csi.NodeServiceCapability_RPC_Type{
		csi.NodeServiceCapability_RPC_SINGLE_NODE_MULTI_WRITER,
	} {
		answer.Capabilities = append(answer.Capabilities, &csi.NodeServiceCapability{
			Type: &csi.NodeServiceCapability_Rpc{Rpc: &csi.NodeServiceCapability_RPC{Type: kind}},
		})
	}
	return answer, nil
}

func (one *driver) NodePublishVolume(
	_ context.Context, asked *csi.NodePublishVolumeRequest,
) (*csi.NodePublishVolumeResponse, error) {
	source, target := filepath.Join(one.data, filepath.Base(asked.GetVolumeId())), asked.GetTargetPath()
	if err := publish(source, target, asked.GetReadonly()); err != nil {
		return nil, status.Error(codes.Internal, err.Error())
	}
	return &csi.NodePublishVolumeResponse{}, nil
}

func publish(source, target string, readonly bool) error {
	for _, folder := range []string{source, target} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return err
		}
	}
	if err := os.Chmod(source, 0o777); err != nil { // whatever the umask: any user of a Pod may write
		return err
	}
	if same(source, target) {
		return nil // asked before
	}
	if err := syscall.Mount(source, target, "", syscall.MS_BIND, ""); err != nil || !readonly {
		return err
	}
	return syscall.Mount("", target, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
}

func same(one, other string) bool {
	first, err := os.Stat(one)
	second, failed := os.Stat(other)
	return err == nil && failed == nil && os.SameFile(first, second)
}

func (*driver) NodeUnpublishVolume(
	_ context.Context, asked *csi.NodeUnpublishVolumeRequest,
) (*csi.NodeUnpublishVolumeResponse, error) {
	target := asked.GetTargetPath()
	err := syscall.Unmount(target, 0)
	if err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, os.ErrNotExist) { // no mount, no folder
		return nil, status.Error(codes.Internal, err.Error())
	}
	if err := os.Remove(target); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, status.Error(codes.Internal, err.Error())
	}
	return &csi.NodeUnpublishVolumeResponse{}, nil
}

func size(wanted *csi.CapacityRange) (int64, error) {
	size := max(wanted.GetRequiredBytes(), least)
	if size > most {
		return 0, status.Errorf(codes.OutOfRange, "%d bytes are more than a volume can have, %d", size, int64(most))
	}
	return size, nil
}
