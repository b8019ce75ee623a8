-- title.zh: 状态码分布
-- title.en: Responses by status code
-- says.zh: 每个 HTTP 状态码的请求数，含程序（bots）。
-- says.en: Requests by HTTP status code, bots included.
-- kinds: access-log events
-- needs: status
-- unit: count
-- shape: table
-- version: 1
SELECT CAST(status AS INTEGER) AS status, COUNT(*) AS requests FROM events WHERE status IS NOT NULL GROUP BY status ORDER BY status
