package report

import (
	"html/template"
	"reflect"
)

var typeURL = reflect.TypeFor[template.URL]()

// redact lets every text of a page pass a function, but for the pictures.
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
		if v.Type() != typeURL {
			v.SetString(hide(v.String()))
		}
	}
}
