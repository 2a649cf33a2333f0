// Command a11y lets axe look at reports of plexpriv, as on a phone, a screen and
// paper, in light and dark. "make a11y" runs it, in a made-up world. Like all of
// e2e it imports no package of the product.
package main
