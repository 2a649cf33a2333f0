package locale

import (
	"errors"
	"testing"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		flag, config string
		env          map[string]string
		want         string
	}{
		{want: "en"},
		{env: map[string]string{"LANG": "de_DE.UTF-8"}, want: "de"},
		{env: map[string]string{"LANG": "de"}, want: "de"},
		{env: map[string]string{"LANG": "de_AT@euro"}, want: "de"},
		{env: map[string]string{"LANG": "C.UTF-8"}, want: "en"},
		{env: map[string]string{"LANG": "den_CA.UTF-8"}, want: "en"},
		{env: map[string]string{"LANG": "fr_FR.UTF-8"}, want: "en"},
		{env: map[string]string{"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_CH.UTF-8"}, want: "de"},
		{env: map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, want: "en"},
		{env: map[string]string{"LANG": "de_DE.UTF-8"}, config: "en", want: "en"},
		{config: "en", flag: "de", want: "de"},
		{flag: "de-AT", want: "de"},
		{flag: "DE", want: "de"},
	} {
		l, err := Choose(c.flag, c.config, func(name string) string { return c.env[name] })
		if err != nil {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		if l.Tag() != c.want {
			t.Errorf("%+v: got %s", c, l.Tag())
		}
	}
	for _, c := range [][2]string{{"klingon", ""}, {"", "xx"}} {
		_, err := Choose(c[0], c[1], func(string) string { return "" })
		if unknown := (*UnknownError)(nil); !errors.As(err, &unknown) {
			t.Errorf("%v: got %v", c, err)
		}
	}
}
