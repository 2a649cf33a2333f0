package report

import (
	"html/template"
	"reflect"
)

var urlType = reflect.TypeFor[template.URL]()

// redact replaces every text of a page by hide(text). It leaves out the pictures, which
// are URLs.
func redact(page *Page, hide func(string) string) { redactValue(reflect.ValueOf(page), hide) }

func redactValue(v reflect.Value, hide func(string) string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			redactValue(v.Elem(), hide)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			redactValue(v.Field(i), hide)
		}
	case reflect.Slice:
		for i := range v.Len() {
			redactValue(v.Index(i), hide)
		}
	case reflect.String:
		if v.Type() != urlType {
			v.SetString(hide(v.String()))
		}
	}
}
