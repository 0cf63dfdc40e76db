package mask

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"wxops/wechat/clean"
)

// seedTexts are the pasted texts in which rids are found, and every container.
func seedTexts(f *testing.F) {
	file, err := os.ReadFile("../rid/testdata/find.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, block := range strings.Split("\n"+string(file), "\n---- ")[1:] {
		f.Add(block)
	}
	for kind, contain := range containers {
		f.Add(contain("access_token", kind))
	}
	for _, sign := range []string{`\u003a`, `\\\\u003d`, `\x3d`, "%3D", "%253d", "&#58;", "&#061;", "&amp;#x3a;", `\u0026#58;`} {
		f.Add("access_token" + sign + "abc")
	}
}

func FuzzText(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		shown := Text(text)
		if again := Text(shown); again != shown {
			t.Errorf("%q\nmasked      %q\nmasked again %q", text, shown, again)
		}
		const seeded = "Sead3dCanary"
		if strings.Contains(text, seeded) {
			return
		}
		for kind, contain := range containers { // whatever stands before
			if kind == "form part" {
				continue // an open quote before it can take its name away
			}
			if with := Text(text + "\n" + contain("access_token", seeded)); strings.Contains(with, seeded) {
				t.Errorf("%s: %q", kind, with)
			}
		}
	})
}

func FuzzBody(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		const seeded = "Sead3dCanary"
		wrapped, err := json.Marshal(map[string]any{"a": text, "session_key": seeded})
		if err != nil {
			t.Fatal(err)
		}
		for _, body := range []string{text, string(wrapped)} {
			for _, unmask := range []bool{false, true} {
				shown := Body(body, unmask)
				if clean.Lines(shown) != shown || len(shown) > maxFormatted {
					t.Errorf("of %q: %d bytes, %q", body, len(shown), shown)
				}
				if !unmask && strings.Contains(shown, seeded) && !strings.Contains(text, seeded) {
					t.Errorf("shown: %q", shown)
				}
			}
		}
	})
}
