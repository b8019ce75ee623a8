-- says.zh: 同 `user_day`，由 `spells` 汇总而来。
-- says.en: The same as `user_day`, summed up from `spells`.
SELECT user_id, platform, day, CAST(SUM(events) AS BIGINT) AS events, CAST(SUM(acts) AS BIGINT) AS acts,
  seconds_of(MIN(checkin)) - seconds_of(CAST(day AS TIMESTAMP)) AS checkin_s
FROM spells
GROUP BY user_id, platform, day
