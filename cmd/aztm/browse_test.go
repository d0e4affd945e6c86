package main

import (
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"
)

// answer runs what an Update returned to its end, but for the clocks, and hands what comes of it to the model; it tells whether it quits.
func answer(m tea.Model, cmd tea.Cmd) (quit bool) {
	if cmd == nil {
		return false
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			quit = answer(m, c) || quit
		}
	case tea.QuitMsg:
		return true
	default:
		if reflect.TypeOf(msg).PkgPath() == reflect.TypeOf(tea.QuitMsg{}).PkgPath() { // for the terminal
			return false
		}
		_, next := m.Update(msg)
		return answer(m, next)
	}
	return quit
}

// noTick is a clock that never strikes.
func noTick(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }
