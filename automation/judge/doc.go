// Package judge decides whether a request may leave the browser. It is pure: no memory,
// no clock, no browser library, so that each decision can be a row of a table test. It
// does not stop a request; the guard in package automation does.
//
// A [Request] is what is known about a request before it leaves. [Rules], made from a
// [Config], decide about it. A [Verdict] is the decision with its reason. A GraphQL
// request is allowed if it is certain that all of it is a query.
package judge
