package tm

import "context"

// StoryNames returns the names of stories that begin with prefix (all for ""), sorted by their bytes, at most limit.
func (m *Memory) StoryNames(ctx context.Context, prefix string, limit int) ([]string, error) {
	rows, err := m.read.QueryContext(ctx, `SELECT DISTINCT name FROM story WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name LIMIT ?2`, prefix, limit)
	if err != nil {
		return nil, m.explain(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, m.explain(err)
		}
		names = append(names, name)
	}
	return names, m.explain(rows.Err())
}

// LastUnit returns the highest id of a unit, 0 where there is none: Units yields them up to it.
func (m *Memory) LastUnit(ctx context.Context) (id int64, err error) {
	err = m.read.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM unit`).Scan(&id)
	return id, m.explain(err)
}
