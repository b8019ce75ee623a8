-- title.zh: 发送字节数
-- title.en: Bytes sent
-- says.zh: 日志记录的响应字节数之和；记为“-”的不计，含程序（bots）。
-- says.en: Sum of the response bytes logged; “-” counts as none; bots included.
-- kinds: access-log events
-- needs: bytes
-- unit: bytes
-- version: 1
SELECT SUM(bytes) AS value, COUNT(bytes) AS n FROM events
