// Command film runs plexpriv at terminals of several widths, in a made-up world,
// and takes pictures of what they show, for somebody to look at. "make film" runs
// it. Like all of e2e it imports no package of the product.
package main
