package main

import (
	"slices"
	"strings"

	"github.com/corazawaf/coraza/v3/collection"
	"github.com/corazawaf/coraza/v3/experimental/plugins/plugintypes"
	"github.com/corazawaf/coraza/v3/types"
	"github.com/corazawaf/coraza/v3/types/variables"
)

// partsOf gives what names the parts of a request that a rule has matched in, by the words of managed rules.
func partsOf(tx types.Transaction) func(types.MatchedRule) []string {
	sent := tx.(plugintypes.TransactionState).Variables()
	return func(matched types.MatchedRule) []string {
		parts := []string{}
		for _, data := range matched.MatchedDatas() {
			for _, part := range partsOfMatch(sent, data) {
				if !slices.Contains(parts, part) {
					parts = append(parts, part)
				}
			}
		}
		return parts
	}
}

func partsOfMatch(sent plugintypes.TransactionVariables, data types.MatchData) []string {
	switch data.Variable() {
	case variables.Args:
		return argumentParts(data.Key(), sent.ArgsGet(), sent.ArgsPost())
	case variables.ArgsNames:
		return argumentParts(data.Key(), sent.ArgsGetNames(), sent.ArgsPostNames())
	case variables.ArgsGet, variables.ArgsGetNames, variables.QueryString:
		return []string{"query"}
	case variables.RequestFilename, variables.RequestBasename:
		return []string{"path"}
	case variables.RequestURI, variables.RequestURIRaw, variables.RequestLine:
		return []string{"path", "query"}
	case variables.RequestCookies, variables.RequestCookiesNames:
		return []string{"cookie"}
	case variables.RequestHeaders, variables.RequestHeadersNames:
		return headerParts(strings.ToLower(data.Key()))
	case variables.ArgsPost, variables.ArgsPostNames, variables.RequestBody, variables.XML, variables.Files,
		variables.FilesNames, variables.MultipartFilename, variables.MultipartName:
		return []string{"body"}
	}
	return nil
}

// argumentParts tells whether an argument came in the query, in the body or in both, which a rule about all of them does not.
func argumentParts(name string, inQuery, inBody collection.Keyed) []string {
	var parts []string
	if len(inQuery.Get(name)) > 0 {
		parts = append(parts, "query")
	}
	if len(inBody.Get(name)) > 0 {
		parts = append(parts, "body")
	}
	return parts
}

func headerParts(name string) []string {
	switch name {
	case "cookie":
		return []string{"cookie"}
	case "user-agent":
		return []string{"header", "user agent"}
	}
	return []string{"header"}
}
