// Command mutants breaks the product in one place after the other, in a copy of the tree,
// and runs the test that should notice. A promise whose test still passes then is not
// tested. It writes what came of it to a file.
//
//	go run ./e2e/mutants -out docs/dev/mutants.md [-only TestName] [-untried]
package main
