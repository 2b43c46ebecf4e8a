// Judges requests by the OWASP core rule set in Coraza: reads one request a line as JSON from standard input, and writes one
// line of JSON about each. The first line that it writes says by which versions it judges. It ends with its input.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	coreruleset "github.com/corazawaf/coraza-coreruleset/v4"
	"github.com/corazawaf/coraza/v3"
	"github.com/corazawaf/coraza/v3/types"
)

// Everything is detected and nothing is stopped: the caller's firewall says what becomes of a request. The files are those whose
// rules stand in for managed ones.
const directives = `
Include @coraza.conf-recommended
SecRuleEngine DetectionOnly
SecAuditEngine Off
SecRequestBodyLimit 131072
SecRequestBodyLimitAction ProcessPartial
SecResponseBodyAccess Off
Include @crs-setup.conf.example
Include @owasp_crs/REQUEST-901-INITIALIZATION.conf
Include @owasp_crs/REQUEST-913-SCANNER-DETECTION.conf
Include @owasp_crs/REQUEST-930-APPLICATION-ATTACK-LFI.conf
Include @owasp_crs/REQUEST-931-APPLICATION-ATTACK-RFI.conf
Include @owasp_crs/REQUEST-934-APPLICATION-ATTACK-GENERIC.conf
Include @owasp_crs/REQUEST-941-APPLICATION-ATTACK-XSS.conf
Include @owasp_crs/REQUEST-942-APPLICATION-ATTACK-SQLI.conf
Include @owasp_crs/REQUEST-944-APPLICATION-ATTACK-JAVA.conf
`

// A request, whose texts are base64 of their bytes.
type request struct {
	ID      int         `json:"id"`
	Address string      `json:"address"`
	Method  string      `json:"method"`
	Target  []byte      `json:"target"`
	Headers [][2][]byte `json:"headers"`
	Body    []byte      `json:"body"`
}

// A rule that matches a request, and the parts of the request that it objects to.
type match struct {
	Rule  int      `json:"rule"`
	Parts []string `json:"parts"`
}

type answer struct {
	ID      int     `json:"id"`
	Matches []match `json:"matches"`
}

type versions struct {
	Coraza      string `json:"coraza"`
	CoreRuleSet string `json:"coreRuleSet"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	waf, err := coraza.NewWAF(coraza.NewWAFConfig().WithRootFS(coreruleset.FS).WithDirectives(directives))
	if err != nil {
		return fmt.Errorf("the core rule set cannot be read: %w", err)
	}
	answers := json.NewEncoder(out)
	if err := answers.Encode(builtFrom()); err != nil {
		return err
	}
	requests := json.NewDecoder(bufio.NewReader(in))
	for {
		var asked request
		if err := requests.Decode(&asked); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("found no request on standard input: %w", err)
		}
		matches, err := judge(waf, asked)
		if err != nil {
			return fmt.Errorf("the request %d cannot be judged: %w", asked.ID, err)
		}
		if err := answers.Encode(answer{ID: asked.ID, Matches: matches}); err != nil {
			return err
		}
	}
}

// judge lets every rule look at a request, and tells those which a firewall with the usual threshold would block by alone.
func judge(waf coraza.WAF, asked request) ([]match, error) {
	tx := waf.NewTransaction()
	defer tx.Close()
	tx.ProcessConnection(asked.Address, 49152, "127.0.0.1", 443)
	tx.ProcessURI(string(asked.Target), asked.Method, "HTTP/2.0")
	for _, header := range asked.Headers {
		tx.AddRequestHeader(string(header[0]), string(header[1]))
	}
	tx.ProcessRequestHeaders()
	if _, _, err := tx.WriteRequestBody(asked.Body); err != nil {
		return nil, err
	}
	if _, err := tx.ProcessRequestBody(); err != nil {
		return nil, err
	}
	parts := partsOf(tx)
	matches := []match{}
	for _, matched := range tx.MatchedRules() {
		if matched.Rule().Severity() == types.RuleSeverityCritical {
			matches = append(matches, match{Rule: matched.Rule().ID(), Parts: parts(matched)})
		}
	}
	return matches, nil
}

func builtFrom() versions {
	var found versions
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		switch module.Path {
		case "github.com/corazawaf/coraza/v3":
			found.Coraza = module.Version
		case "github.com/corazawaf/coraza-coreruleset/v4":
			found.CoreRuleSet = module.Version
		}
	}
	return found
}
