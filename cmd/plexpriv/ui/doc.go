// Package ui is the page of plexpriv ui: what the commands do, with check boxes and
// buttons, in the person's own browser. It listens on 127.0.0.1 while the page is open,
// and on nothing else. It decides who may ask (the guard and the key), when it is over
// (the lifeline), and what is shown (the desk and its templates). What is done is done by
// package run and by the sign-in that is passed in, with their locks and journals.
package ui
