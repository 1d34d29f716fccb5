package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"moneytrail/recon/importer/profile"
	"moneytrail/recon/record"
)

// Recognise looks at the beginning of a file and tells what it holds, so that
// merchants and terms can be read before the rest; "" if no format knows it or
// the file cannot be read as text. Only Prove says whether the file is good.
func Recognise(in Input, o Options) (record.Kind, error) {
	if f, err := formatOf(in); err != nil {
		return "", err
	} else if f != nil {
		return f.kind(context.Background(), in, o)
	}
	f, b, err := openHead(in)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if f.encoding = encodingOf(b); f.encoding == utf8Text {
		var look utf8Lines
		if look.look(b, true) != nil {
			return "", nil
		}
		if len(b) < lookAhead {
			look.endLine()
		}
		if look.invalid > 0 {
			f.encoding = look.chineseEncoding()
		}
	}
	open, err := recognise(in.Name, f, &o)
	var no refusal
	if errors.Is(err, io.EOF) || errors.As(err, &no) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return open.kind, nil
}

// recognise looks at the beginning, finds the one layout that knows it, and
// stands behind the header.
func recognise(name string, text *textReader, o *Options) (*opened, error) {
	begin, err := text.begin()
	if err != nil {
		return nil, err
	}
	if returnsAlone(begin) {
		return &opened{unknown: "its lines end in CR alone, as on old Macintoshes: save it as CSV or text with the line ends of Windows (CRLF) or Unix (LF)"}, nil
	}
	profiles := o.Profiles
	if profiles == nil {
		if profiles, err = profile.Shipped(); err != nil {
			return nil, err
		}
	}
	known := knownBy(profiles, begin, text, o)
	fields, _, err := small(firstLine(begin), ',', true).next()
	kind, native, missing := nativeKind{}, false, ""
	if err == nil {
		kind, native, missing = matchNative(fields)
	}
	switch {
	case native && len(known) > 0 && missing == "":
		return nil, refuse(0, "two formats know this file: native %s and %s: a profile must tell its files from others, see detect.without", kind.kind, profile.ListOf(known))
	case len(known) > 1:
		return nil, refuse(0, "several formats know this file: %s: profiles must tell their files from others, see detect.columns, without and text", profile.ListOf(known))
	case len(known) == 1 && known[0].Fixed():
		return openFixed(known[0], name, text, o), nil
	case len(known) == 1:
		return openProfiled(known[0], name, text, o)
	case native:
		return openNative(kind, missing, newSplitter(text.text(), ',', true), o)
	}
	nearly := nearlyFixed(profiles, text)
	if _, _, err := newSplitter(text.text(), ',', true).next(); err != nil {
		var bad badRow
		if !errors.As(err, &bad) {
			return nil, err
		}
	}
	return &opened{unknown: unknownTo(profiles, begin, o) + nearly}, nil
}

// knownBy lists the profiles that know the beginning of a file, without those
// that another one of them extends.
func knownBy(profiles []*profile.Profile, begin string, text *textReader, o *Options) []*profile.Profile {
	var known []*profile.Profile
	for _, p := range profiles {
		if p.Fixed() {
			if firstRecord(p, text) {
				known = append(known, p)
			}
		} else if headerOf(p, begin, o, nil) {
			known = append(known, p)
		}
	}
	return slices.DeleteFunc(known, func(p *profile.Profile) bool {
		return slices.ContainsFunc(known, func(q *profile.Profile) bool { return q.Extending(p) })
	})
}

// headerOf looks for the header of a layout, or its first record where it has
// none. met is told the records that were looked at.
func headerOf(p *profile.Profile, begin string, o *Options, met func(values []string)) bool {
	comma, quotes := o.cut(p)
	split := small(begin, comma, quotes)
	split.aside = func(line []byte, _ int) bool { return p.Aside(string(line)) }
	for range p.Text.Above + 1 {
		fields, line, err := split.next()
		var bad badRow
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			return false
		}
		fields = cleanAll(fields)
		if p.IsHeader(fields) || p.IsFirst(strings.Join(fields, string(p.Comma()))) {
			return p.HasMarks(linesOf(begin, line))
		}
		if met != nil {
			met(fields)
		}
	}
	return false
}

// linesOf gives the first n lines of a text.
func linesOf(text string, n int) string {
	at := 0
	for range n {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return text
		}
		at += i + 1
	}
	return text[:at]
}

// small cuts a few lines that are in memory.
func small(text string, comma byte, quotes bool) *splitter {
	return newSplitter(strings.NewReader(text), comma, quotes)
}

// unknownTo says what was looked for in a file that nothing knows, and what
// the nearest layout misses.
func unknownTo(profiles []*profile.Profile, begin string, o *Options) string {
	message := fmt.Sprintf("no format knows this file: its first line is %s; looked for the column names of native files (see the README) and for the layouts %s",
		quoteValue(firstLine(begin)), profile.ListOf(profiles))
	for cut, name := range map[string]string{";": "semicolons", "\t": "tabs", "|": "bars"} {
		if k, ok, _ := matchNative(strings.Split(firstLine(begin), cut)); ok {
			return fmt.Sprintf("the columns are those of native %s, cut by %s: save the file as CSV with commas", k.kind, name)
		}
	}
	best, lacks, name := 0, []string(nil), ""
	for _, p := range profiles {
		if p.Fixed() {
			continue
		}
		headerOf(p, begin, o, func(values []string) {
			missing := p.Lacks(values)
			if n := len(p.Detect.Columns) - len(missing); n > best && n > len(missing) {
				best, lacks, name = n, missing, p.Name
			}
		})
	}
	if best > 0 {
		message += fmt.Sprintf("; the nearest is %s, which also looks for %s", name, strings.Join(lacks, ", "))
	}
	return message
}

// returnsAlone tells a text whose lines end in CR and nothing else.
func returnsAlone(begin string) bool {
	i := strings.IndexByte(begin, '\r')
	return i > 0 && i+1 < len(begin) && !strings.Contains(begin, "\n")
}

// firstLine is the first line that is not blank.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	return strings.TrimSuffix(line, "\r")
}
