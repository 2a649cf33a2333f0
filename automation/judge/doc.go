// Package judge decides whether a request may leave the browser. It is pure: it has
// no memory, no clock and no browser library, so that each decision is a row of a
// table. It does not stop a request; that is the work of the guard in package
// automation.
//
// A [Request] is what is known before a request leaves. [Rules] are what it is
// judged by, made from a [Config]. A [Verdict] is the answer with its reason.
// A GraphQL request passes if everything in it can be seen to be a query.
package judge
