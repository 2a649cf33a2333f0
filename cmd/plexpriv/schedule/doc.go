// Package schedule lets the system's own scheduler start plexpriv: a systemd user
// timer, a launchd agent, or a task of Windows. It knows what a job is called with and
// when, writes and removes the files of a scheduler, and says how the job ended last.
// What a job has to say of a run is here too, and how the person hears of it: by a
// notification, a command of theirs, or a webhook. It reads no flags and visits no
// page; the package of the commands does.
//
// A Job is what is started; a scheduler is a system's way to start it, and a unit one
// of the files that it reads; News is what there is to say, and a Speaker says it.
package schedule
