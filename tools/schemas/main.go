// Go types in, one JSON document of their fields out: what the configuration files of Kubernetes may say.
//
// OpenAPI knows the kinds an API server serves, but not those that only programs read (kubeadm, the kubelet, …), and
// no enumerations. Both stand in the Go types: the fields as json tags, the enumerations as constants of a type that
// is marked `+enum`. Run by scripts/harvest_schemas.py, which also says what becomes of the output.
package main

import (
	"encoding"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
)

// Definition is one type: an object with fields, or an enumeration of words.
type Definition struct {
	Fields map[string]string `json:"fields,omitempty"`
	Enum   []string          `json:"enum,omitempty"`
}

// Output is everything this program prints.
type Output struct {
	Kinds       map[string]string     `json:"kinds"` // "apiVersion Kind" -> definition
	Definitions map[string]Definition `json:"definitions"`
}

var (
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// special are the types that read themselves from JSON; any other one that does may say anything.
var special = map[string]string{
	"meta.v1.Time":                             "date-time",
	"meta.v1.MicroTime":                        "date-time",
	"meta.v1.Duration":                         "duration",
	"meta.v1.FieldsV1":                         "object",
	"apimachinery.pkg.api.resource.Quantity":   "quantity",
	"apimachinery.pkg.util.intstr.IntOrString": "int-or-string",
	"apimachinery.pkg.runtime.RawExtension":    "embedded",
	"apimachinery.pkg.runtime.Unknown":         "embedded",
	"apimachinery.pkg.runtime.Object":          "embedded",
}

func main() {
	reader := &reader{definitions: map[string]Definition{}, enums: newEnums()}
	out := Output{Kinds: map[string]string{}, Definitions: reader.definitions}
	for kind, sample := range kinds() {
		out.Kinds[kind] = strings.TrimPrefix(reader.describe(reflect.TypeOf(sample)), "@")
	}
	for _, served := range servedTypes() {
		reader.describe(served)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		fmt.Fprintln(os.Stderr, "schemas:", err)
		os.Exit(1)
	}
}

// reader walks types and keeps the definition of each it has met.
type reader struct {
	definitions map[string]Definition
	enums       *enums
}

// describe is the type of a field in the words of the recorded schemas; see scripts/blockcheck/schemas.py.
func (r *reader) describe(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		return r.describe(t.Elem())
	}
	name := shortName(t)
	if word, known := special[name]; known {
		return word
	}
	if reflect.PointerTo(t).Implements(jsonUnmarshaler) {
		return "any"
	}
	if reflect.PointerTo(t).Implements(textUnmarshaler) {
		return "string"
	}
	switch t.Kind() {
	case reflect.Struct:
		if _, met := r.definitions[name]; !met {
			r.definitions[name] = Definition{} // a type may hold itself
			fields := map[string]string{}
			r.collect(t, fields)
			r.definitions[name] = Definition{Fields: fields}
		}
		return "@" + name
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return "byte"
		}
		return "[]" + r.describe(t.Elem())
	case reflect.Map:
		return "{}" + r.describe(t.Elem())
	case reflect.String:
		if words := r.enums.of(t); words != nil {
			r.definitions[name] = Definition{Enum: words}
			return "@" + name
		}
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "integer"
	default:
		return "any"
	}
}

// collect adds a struct's fields, those of inlined structs among them.
func (r *reader) collect(t reflect.Type, fields map[string]string) {
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		if tag == "" {
			tag = field.Tag.Get("yaml")
		}
		name, options, _ := strings.Cut(tag, ",")
		inner := field.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case name == "-" && options == "":
		case name == "" && inner.Kind() == reflect.Struct && (field.Anonymous || strings.Contains(options, "inline")):
			r.collect(inner, fields)
		case field.IsExported():
			if name == "" {
				name = field.Name
			}
			fields[name] = r.describe(field.Type)
		}
	}
}

func shortName(t reflect.Type) string {
	return shortPath(t.PkgPath()) + "." + t.Name()
}

// shortPath is an import path without what all of Kubernetes shares.
func shortPath(path string) string {
	for _, prefix := range []string{
		"k8s.io/api/", "k8s.io/apimachinery/pkg/apis/", "k8s.io/apiextensions-apiserver/pkg/apis/",
		"k8s.io/kube-aggregator/pkg/apis/", "k8s.io/apiserver/pkg/apis/", "k8s.io/kubernetes/cmd/kubeadm/app/apis/",
		"k8s.io/", "sigs.k8s.io/",
	} {
		if rest, found := strings.CutPrefix(path, prefix); found {
			path = rest
			break
		}
	}
	return strings.ReplaceAll(path, "/", ".")
}
