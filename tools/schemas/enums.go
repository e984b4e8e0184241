package main

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// enums knows, for each package it has read, the words of its closed enumerations.
type enums struct {
	packages map[string]map[string][]string // import path -> type -> words
}

// closedByValidation are types without the mark whose words the API server, or the program that reads them, does check.
var closedByValidation = map[string]bool{
	"apiextensions.v1.ConversionStrategyType":          true,
	"apiextensions.v1.ResourceScope":                   true,
	"apps.v1.PersistentVolumeClaimRetentionPolicyType": true,
	"audit.v1.Level":                                  true,
	"audit.v1.Stage":                                  true,
	"autoscaling.v2.HPAScalingPolicyType":             true,
	"autoscaling.v2.MetricSourceType":                 true,
	"autoscaling.v2.MetricTargetType":                 true,
	"autoscaling.v2.ScalingPolicySelect":              true,
	"core.v1.ConditionStatus":                         true,
	"core.v1.ContainerRestartPolicy":                  true,
	"core.v1.ContainerRestartRuleAction":              true,
	"core.v1.LoadBalancerIPMode":                      true,
	"core.v1.OSName":                                  true,
	"core.v1.PodSELinuxChangePolicy":                  true,
	"core.v1.RecursiveReadOnlyMode":                   true,
	"core.v1.ResourceResizeRestartPolicy":             true,
	"flowcontrol.v1.FlowDistinguisherMethodType":      true,
	"flowcontrol.v1.LimitResponseType":                true,
	"flowcontrol.v1.PriorityLevelEnablement":          true,
	"flowcontrol.v1.SubjectKind":                      true,
	"kube-proxy.config.v1alpha1.LocalMode":            true,
	"kube-proxy.config.v1alpha1.ProxyMode":            true,
	"kubelet.config.v1beta1.KubeletAuthorizationMode": true,
	"meta.v1.LabelSelectorOperator":                   true,
	"storage.v1.FSGroupPolicy":                        true,
	"storage.v1.VolumeLifecycleMode":                  true,
}

func newEnums() *enums {
	return &enums{packages: map[string]map[string][]string{}}
}

// of returns the words a string type takes, nil if its source does not close the list with `+enum`.
func (e *enums) of(t reflect.Type) []string {
	if t.PkgPath() == "" {
		return nil
	}
	if _, read := e.packages[t.PkgPath()]; !read {
		e.packages[t.PkgPath()] = readPackage(t.PkgPath())
	}
	return e.packages[t.PkgPath()][t.Name()]
}

func readPackage(path string) map[string][]string {
	here, _ := os.Getwd()
	found, err := build.Import(path, here, build.FindOnly)
	if err != nil {
		panic(err)
	}
	files, _ := filepath.Glob(filepath.Join(found.Dir, "*.go"))
	closed, partly, words := map[string]bool{}, map[string]bool{}, map[string][]string{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			panic(err)
		}
		for _, declaration := range tree.Decls {
			if general, isGeneral := declaration.(*ast.GenDecl); isGeneral {
				readDeclaration(general, closed, partly, words)
			}
		}
	}
	for name := range words {
		if partly[name] || !(closed[name] || closedByValidation[shortPath(path)+"."+name]) {
			delete(words, name)
			continue
		}
		slices.Sort(words[name])
		words[name] = slices.Compact(words[name])
	}
	return words
}

// readDeclaration notes the types that are marked, and the words of typed constants.
func readDeclaration(general *ast.GenDecl, closed, partly map[string]bool, words map[string][]string) {
	for _, spec := range general.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if marked(general.Doc) || marked(spec.Doc) {
				closed[spec.Name.Name] = true
			}
		case *ast.ValueSpec:
			if general.Tok != token.CONST {
				continue
			}
			for _, value := range spec.Values {
				if name, word, known := typedWord(spec.Type, value); known {
					words[name] = append(words[name], word)
				} else {
					partly[name] = true
				}
			}
		}
	}
}

// typedWord is the type and the word of a constant written `Name Type = "word"` or `Name = Type("word")`; the word is
// not known where another constant stands in its place.
func typedWord(typed ast.Expr, value ast.Expr) (string, string, bool) {
	if call, isCall := value.(*ast.CallExpr); isCall && len(call.Args) == 1 {
		typed, value = call.Fun, call.Args[0]
	}
	name, isName := typed.(*ast.Ident)
	if !isName {
		return "", "", false
	}
	literal, isLiteral := value.(*ast.BasicLit)
	if !isLiteral || literal.Kind != token.STRING {
		return name.Name, "", false
	}
	word, _ := strconv.Unquote(literal.Value)
	return name.Name, word, true
}

func marked(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	return slices.ContainsFunc(doc.List, func(line *ast.Comment) bool {
		return strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(line.Text, "//")), "+enum")
	})
}
