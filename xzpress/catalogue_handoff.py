"""What handing over to the printer says, in Chinese and English, keyed by the code."""

from typing import Literal

Words = tuple[Literal["ERROR", "WARNING", "NOTE"], str, str, str, str]
"""Severity, message zh, en, hint zh, en."""

HANDOFF: dict[str, Words] = {
    # printers.yaml
    "no-printers": (
        "ERROR",
        "没有 printers.yaml，不知道交给哪家印厂",
        "there is no printers.yaml to say which printer an issue goes to",
        "照 layouts/xinzhuang/printers.yaml 写一份",
        "write one after the model of layouts/xinzhuang/printers.yaml",
    ),
    "unknown-field": (
        "ERROR",
        "{key} 里没有“{{{value}}}”可填",
        "nothing can be filled in for “{{{value}}}” in {key}",
        "你是不是想写 {near}？",
        "did you mean {near}?",
    ),
    "bad-field": (
        "ERROR",
        "“{value}”的写法不对",
        "“{value}” is not how it is written",
        "数字写 {{page:02}}，日期写 {{date:%Y%m%d}}",
        "a number as {{page:02}}, a date as {{date:%Y%m%d}}",
    ),
    "bad-file-name": (
        "ERROR",
        "“{value}”不能作文件名",
        "“{value}” is no name for a file",
        '以 .pdf 结尾，不用 / \\ : * ? " < > | ~ [ ]，开头不用点和空格',
        'end in .pdf, have none of / \\ : * ? " < > | ~ [ ], begin with no dot or blank',
    ),
    "field-needed": (
        "ERROR",
        "文件名里缺 {field}，几个文件会同名",
        "the name lacks {field}, so files would share one name",
        "加上 {field}",
        "put {field} in",
    ),
    "field-of-pages": (
        "ERROR",
        "几版合成一个文件，文件名里不能有 {{page}}",
        "with all pages in one file its name has no {{page}}",
        "去掉 {{page}}，或写 pages: single",
        "leave {{page}} out, or write pages: single",
    ),
    "bad-folder": (
        "ERROR",
        "这台机器上没有“{value}”这样的文件夹写法",
        "“{value}” is not how a folder is written here",
        "写全路径，或从报纸根目录写起，用斜杠，不用 ~ 和通配符",
        "write it whole or from the paper's root, with slashes, without ~ and wildcards",
    ),
    # which printer
    "unknown-printer": (
        "ERROR",
        "printers.yaml 里没有印厂“{value}”",
        "printers.yaml has no printer “{value}”",
        "你是不是想写 {near}？",
        "did you mean {near}?",
    ),
    "which-printer": (
        "ERROR",
        "有几家印厂，不知道交给哪一家",
        "there are several printers, and which one is meant is not said",
        "用 --to 写明：{names}",
        "say it with --to: {names}",
    ),
    # what there is to hand over
    "no-press-pdf": (
        "ERROR",
        "{folder} 里没有 press.pdf，没有东西可交",
        "there is no press.pdf in {folder} to hand over",
        "先做 xzpress build {issue}",
        "run xzpress build {issue} first",
    ),
    "other-press-pdf": (
        "ERROR",
        "{folder}/press.pdf 不是用现在的稿子和版式做的，没有交",
        "{folder}/press.pdf is not made from the copy and layout as they are now: not handed over",
        "看过新校样，再做 xzpress build {issue}，然后交",
        "run xzpress build {issue}, look at the new proof, then hand over",
    ),
    # the printer's folder
    "no-receiving-folder": (
        "ERROR",
        "印厂 {printer} 的文件夹不在：{reason}",
        "the folder of printer {printer} is not there: {reason}",
        "连上网盘或服务器，或改 printers.yaml",
        "connect the drive or server, or change printers.yaml",
    ),
    "cannot-hand-over": (
        "ERROR",
        "没有交到印厂 {printer}（{reason}）",
        "nothing was handed over to printer {printer} ({reason})",
        "看看连接、权限和磁盘空间，再做一次",
        "look at the connection, the rights and the space on the disk, and run again",
    ),
    "read-back-differs": (
        "ERROR",
        "交给印厂 {printer} 的 {reason} 读回来和写的不一样，已撤回",
        "{reason} for printer {printer} reads back other than it was written, and was taken back",
        "换一块盘或网络再交",
        "hand over by another disk or network",
    ),
    "name-taken": (
        "ERROR",
        "印厂 {printer} 的文件夹里已经有 {reason}，没有覆盖",
        "the folder of printer {printer} already has {reason}, which was not overwritten",
        "在 printers.yaml 的 file_name 里加 {{paper}} 或 {{issue}}，再交一次",
        "add {{paper}} or {{issue}} to file_name in printers.yaml, and hand over again",
    ),
    "no-sftp": (
        "ERROR",
        "这台机器没有 sftp 程序，交不到服务器 {server}",
        "this machine has no program sftp to reach the server {server}",
        "装 OpenSSH 客户端（Windows、macOS、Linux 都有）",
        "install the OpenSSH client (Windows, macOS and Linux have it)",
    ),
    "not-recorded": (
        "WARNING",
        "已交，但回执记不进 {file}（{reason}）",
        "handed over, but the receipt could not be noted in {file} ({reason})",
        "看看磁盘是否已满",
        "see whether the disk is full",
    ),
}
