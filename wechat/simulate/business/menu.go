package business

import (
	"maps"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) menuCalls() table {
	return table{
		"/cgi-bin/menu/create":               s.menuCreate,
		"/cgi-bin/menu/get":                  s.menuGet,
		"/cgi-bin/menu/delete":               s.menuDelete,
		"/cgi-bin/get_current_selfmenu_info": s.menuNow,
	}
}

// button is a button as it was given.
type button map[string]any

// menuCreate is POST /cgi-bin/menu/create: one to three buttons.
//
// https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu.html
func (s *Server) menuCreate(c *Call) (any, error) {
	var p struct {
		Buttons []button `json:"button"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if len(p.Buttons) == 0 || len(p.Buttons) > 3 {
		return nil, errcode.Refuse(errcode.InvalidButtons)
	}
	s.menus[c.AppID] = p.Buttons
	return errcode.OK(), nil
}

// menuGet is GET /cgi-bin/menu/get. A button without others below it says so.
func (s *Server) menuGet(c *Call) (any, error) {
	menu, there := s.menus[c.AppID]
	if !there {
		return nil, errcode.Refuse(errcode.NoMenu)
	}
	buttons := make([]button, len(menu))
	for i, b := range menu {
		buttons[i] = button{"sub_button": []any{}}
		maps.Copy(buttons[i], b)
	}
	return map[string]any{"menu": map[string]any{"button": buttons}}, nil
}

// menuDelete is GET /cgi-bin/menu/delete; where there is no menu it does nothing.
func (s *Server) menuDelete(c *Call) (any, error) {
	delete(s.menus, c.AppID)
	return errcode.OK(), nil
}

// menuNow is GET /cgi-bin/get_current_selfmenu_info, which has another form for the same.
//
// https://developers.weixin.qq.com/doc/service/api/custommenu/api_getcurrentselfmenuinfo.html
func (s *Server) menuNow(c *Call) (any, error) {
	menu, there := s.menus[c.AppID]
	open := 0
	if there {
		open = 1
	}
	buttons := make([]button, len(menu))
	for i, b := range menu {
		buttons[i] = maps.Clone(b)
		if below, has := b["sub_button"]; has {
			buttons[i]["sub_button"] = map[string]any{"list": below}
		}
	}
	return struct {
		Open int            `json:"is_menu_open"`
		Menu map[string]any `json:"selfmenu_info"`
	}{open, map[string]any{"button": buttons}}, nil
}
