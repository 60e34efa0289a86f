// Generates a provider's SDKs with the engine's code generators, since the CLI's `package gen-sdk` needs language
// hosts that no package registry has. Usage: generate-sdk SCHEMA VERSION FOLDER.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	gocode "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-plivo-masking"

// The settings of a language.
type language struct {
	// The name of a property in this language.
	nameOf   func(property string) string
	generate func(*schema.Package) (map[string][]byte, error)
}

var languages = map[string]language{
	"python": {python.PyName, func(pkg *schema.Package) (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, nil, nil)
	}},
	"go": {gocode.Title, func(pkg *schema.Package) (map[string][]byte, error) {
		return gocode.GeneratePackage(tool, pkg, nil)
	}},
}

func main() {
	if len(os.Args) != 4 {
		exit(fmt.Errorf("usage: generate-sdk SCHEMA VERSION FOLDER"))
	}
	text, err := os.ReadFile(os.Args[1])
	exit(err)
	for name, of := range languages {
		pkg, err := bind(text, os.Args[2], of.nameOf)
		exit(err)
		files, err := of.generate(pkg)
		exit(err)
		for file, content := range files {
			target := filepath.Join(os.Args[3], name, file)
			exit(os.MkdirAll(filepath.Dir(target), 0o755))
			exit(os.WriteFile(target, content, 0o644))
		}
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Reads the schema, with descriptions that use the language's names of properties.
func bind(text []byte, version string, nameOf func(string) string) (*schema.Package, error) {
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	properties := map[string]bool{}
	walk(tree, func(key string, value any) any {
		of, isMap := value.(map[string]any)
		if isMap && (key == "properties" || key == "inputProperties" || key == "variables") {
			for name := range of {
				properties[name] = true
			}
		}
		return value
	})
	walk(tree, func(key string, value any) any {
		description, isText := value.(string)
		if key != "description" || !isText {
			return value
		}
		return quoted.ReplaceAllStringFunc(description, func(code string) string {
			if name := code[1 : len(code)-1]; properties[name] {
				return "`" + nameOf(name) + "`"
			}
			return code
		})
	})
	renamed, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(renamed, &spec); err != nil {
		return nil, err
	}
	spec.Version = version
	return schema.ImportSpec(spec, nil, schema.NewNullLoader(), schema.ValidationOptions{})
}

var quoted = regexp.MustCompile("`[a-z][A-Za-z]*`")

// Replaces every value of a tree by the result of a function of its key and value.
func walk(tree map[string]any, replace func(key string, value any) any) {
	for key, value := range tree {
		if below, isMap := value.(map[string]any); isMap {
			walk(below, replace)
		}
		tree[key] = replace(key, value)
	}
}
