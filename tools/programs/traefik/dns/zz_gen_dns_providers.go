// Package dns stands in for the two hundred DNS providers of traefik's ACME: some are on no proxy, and none is reachable.
package dns

import (
	"errors"

	"github.com/go-acme/lego/v5/challenge"
)

func NewDNSChallengeProviderByName(name string) (challenge.Provider, error) {
	return nil, errors.New(name + ": built without DNS providers")
}
