package business

import (
	"encoding/json"

	"wxops/wechat/simulate/errcode"
)

// lists are calls of an account that has nothing of the kind yet. It is told by an
// empty list, never by errcode 0 alone.
func (s *Server) lists() table {
	return table{
		"/cgi-bin/tags/get":                          always(`{"tags":[{"id":2,"name":"星标组","count":0}]}`),
		"/cgi-bin/customservice/getkflist":           always(`{"kf_list":[]}`),
		"/cgi-bin/template/get_all_private_template": always(`{"template_list":[]}`),
		"/wxaapi/newtmpl/gettemplate":                always(`{"errcode":0,"errmsg":"ok","data":[]}`),
		"/cgi-bin/material/get_materialcount":        always(`{"voice_count":0,"video_count":0,"image_count":0,"news_count":0}`),
		"/cgi-bin/material/batchget_material":        paged(`{"item":[],"total_count":0,"item_count":0}`),
		"/cgi-bin/freepublish/batchget":              paged(`{"item":[],"total_count":0,"item_count":0}`),
	}
}

func always(answer string) serve {
	return func(*Call) (any, error) { return json.RawMessage(answer), nil }
}

// paged is the same for a POST that says which page it wants.
func paged(answer string) serve {
	return func(c *Call) (any, error) {
		var p struct{ Offset, Count int }
		if err := c.read(&p); err != nil {
			return nil, err
		}
		if p.Offset < 0 || p.Count < 1 || p.Count > 20 {
			return nil, errcode.Refuse(errcode.InvalidArgs)
		}
		return json.RawMessage(answer), nil
	}
}
