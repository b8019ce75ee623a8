"""The read-me of an archive: what everything in it is, and how to read and verify it without this program."""

from __future__ import annotations

from typing import Final

ZH: Final = """\
{title}
评估活动存档

周期：{period}    单位：{bodies}    流水事件：{events}    证据文件：{files}
最后一条事件：{last}
指标包：{pack}    写出程序：{program}
流水头：{head}

请把流水头和本 zip 文件的 SHA-256 抄在纸面上另行保存：日后凭它们判断内容是否被改动。
存档是完整的内部文本，含姓名和证据文件，不是公开本。

一、里面有什么

  report/index.html    报告首页，用任何浏览器打开，不需要网络
  report/data/         结果表格（CSV、XLSX、JSON）和各列说明
  snapshot.json        全部结果，报告里的每个数都来自它（JSON，UTF-8）
  bundle.zip           评估活动本身，只用 zip、JSON 和 TOML：
    manifest.json        清单：每个文件的大小和 SHA-256
    journal.jsonl        流水，一行一个事件（JSON）
    packs/               指标包：指标、分值、规则（TOML）
    blobs/               证据文件，以 SHA-256 为名
  dossier.assess       同样的内容，SQLite 3 数据库，可直接续用
  SHA256SUMS           以上每个文件的 SHA-256

二、没有本程序时怎样读

  1. 核对文件：sha256sum -c SHA256SUMS（或任何能算 SHA-256 的工具）。
  2. 解开 bundle.zip。journal.jsonl 每行一个事件：at 是时间，author 是作者，slot 是位置
     （如 answer/单位/指标/声音），kind 是内容的种类，fields 里各项的 value 是内容。
     把事件按 clock、再按 hash 排序；每个 slot 以最后一个事件为准，kind 为空表示已清空。
     例外是冲突：kind 为 settlement 的事件说明一处冲突采用了哪一方。
  3. 证据的 sha256 就是 blobs/ 里的文件名；原文件名在 title 和 locator 里。
  4. 数据库里的表 events 与 journal.jsonl 内容相同，表 blobs 存放证据文件。

三、没有本程序时怎样验证

  规范 JSON：UTF-8，键按码点排序，不含空白，整数值的小数写成整数（RFC 8785 的子集）。
  字段哈希 = SHA-256("assess.field.1" 00 盐 00 名称 00 value 的规范 JSON)，00 是一个零字节，
             盐是 salt 的十六进制所表示的字节；没有 value 的，值是 null；
             已依法删除的，erased 里就是它的哈希。
  事件哈希 = SHA-256(规范 JSON：除 hash 和 author 外的各项，fields 换成“名称：字段哈希”)；
             version 为 1 的事件保留 author。
  每条链（chain 相同的事件按 link 排列）里，prev 等于前一个事件的 hash，第一个的 prev 等于 chain。
  流水头 = SHA-256(规范 JSON：各链最后一个 hash 排序后的列表)。

四、有本程序时

  assess verify bundle.zip        校验全部内容并重算每个数
  assess open dossier.assess      打开卷宗
  建议把当时版本的离线安装包（make offline）与存档放在一起。
"""

EN: Final = """\
{title}
Archive of an assessment campaign

Period: {period}    Bodies: {bodies}    Events: {events}    Files of evidence: {files}
Last event: {last}
Pack: {pack}    Written by: {program}
Journal head: {head}

Write the journal head and the SHA-256 of this zip file on paper and keep it elsewhere: by them it can be told later
whether anything was changed. This is the full internal record, with names and files of evidence: no public copy.

1. What is in here

  report/index.html    first page of the reports; opens in any browser, without a network
  report/data/         tables of results (CSV, XLSX, JSON) and what their columns mean
  snapshot.json        all results; every number of the reports comes from it (JSON, UTF-8)
  bundle.zip           the campaign itself, in nothing but zip, JSON and TOML:
    manifest.json        every file with its size and SHA-256
    journal.jsonl        the journal, one event a line (JSON)
    packs/               the packs: indicators, points, rules (TOML)
    blobs/               files of evidence, named by their SHA-256
  dossier.assess       the same as an SQLite 3 database, to go on with
  SHA256SUMS           the SHA-256 of every file above

2. Reading it without the program

  a. Check the files: sha256sum -c SHA256SUMS, or any tool that computes SHA-256.
  b. Unpack bundle.zip. Each line of journal.jsonl is an event: `at` is the time, `author` who, `slot` the place
     (such as answer/BODY/INDICATOR/VOICE), `kind` what kind of thing, and the `value` of each of `fields` what it
     says. Sort the events by `clock`, then by `hash`; in each slot the last event counts, and an empty `kind`
     means that it was emptied. Conflicts are apart: events of kind settlement say which side was taken.
  c. `sha256` of a piece of evidence is the name of its file in blobs/; `title` and `locator` name it for people.
  d. The table `events` of the database holds what journal.jsonl holds, the table `blobs` the files of evidence.

3. Verifying it without the program

  Canonical JSON: UTF-8, keys sorted by code point, no white space, whole numbers without a fraction (a subset of
  RFC 8785).
  field hash   = SHA-256("assess.field.1" 00 salt 00 name 00 canonical JSON of the value), where 00 is a zero byte,
                 salt the bytes that its digits stand for; a value that is not there is null; of a value erased
                 by law, `erased` is the hash.
  event hash   = SHA-256(canonical JSON of everything but `hash` and `author`, in which `fields` maps names to field
                 hashes); events of version 1 keep `author`.
  chains       : among events of one `chain`, by `link`, each `prev` is the hash before it, and the first the chain.
  journal head = SHA-256(canonical JSON of the sorted list of the last hash of every chain).

4. With the program

  assess verify bundle.zip        verifies everything and computes every number again
  assess open dossier.assess      opens the dossier
  Keep the offline archive of that version (make offline) beside this file.
"""
