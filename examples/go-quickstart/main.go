package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Without a parameter it is the program that `pulumi up` runs. With one, which is the name of an operation, it is
// that operation itself.
func main() {
	if len(os.Args) == 1 {
		pulumi.Run(quickstart)
		return
	}
	if err := operate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
