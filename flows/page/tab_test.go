package page

import (
	"reflect"
	"slices"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
)

// acts are the methods of a tab that only acting may use.
var acts = []string{"Click", "Choose"}

// TestReadingCannotAct makes sure that a page is read, checked and proved with no tab
// in hand that can set something.
func TestReadingCannotAct(t *testing.T) {
	reading := reflect.TypeFor[Tab]()
	acting := reflect.TypeFor[ActingTab]()
	for _, name := range acts {
		if _, has := reading.MethodByName(name); has {
			t.Errorf("%s has %s", reading, name)
		}
		if _, has := acting.MethodByName(name); !has {
			t.Errorf("%s has no %s", acting, name)
		}
	}
	// What is handed out for reading cannot be turned back into what it was made of.
	given := reflect.TypeOf(toRead(&automation.Tab{}))
	for _, name := range acts {
		if _, has := given.MethodByName(name); has {
			t.Errorf("%s has %s: a type assertion would get it", given, name)
		}
	}
	if !given.Implements(reading) {
		t.Errorf("%s is no %s", given, reading)
	}
	for _, part := range []reflect.Type{
		reflect.TypeFor[Visit](), reflect.TypeFor[View](), reflect.TypeFor[obstacles](), reflect.TypeFor[reveals](),
		reflect.TypeFor[sections](), reflect.TypeFor[DropDowns](), reflect.TypeFor[listPage](),
	} {
		holds := false
		for i := range part.NumField() {
			f := part.Field(i)
			holds = holds || f.Type == reading
			if f.Type.Kind() == reflect.Interface && slices.ContainsFunc(acts, func(name string) bool { _, has := f.Type.MethodByName(name); return has }) {
				t.Errorf("%s.%s can act", part, f.Name)
			}
		}
		if !holds {
			t.Errorf("%s holds no %s: this test looks at the wrong type", part, reading)
		}
	}
}
