package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Without a parameter this is the program that `pulumi up` runs. With the name of an operation it runs that
// operation.
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
