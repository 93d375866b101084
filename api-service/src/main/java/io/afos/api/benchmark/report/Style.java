package io.afos.api.benchmark.report;

/** The looks of a report's page, light and dark. */
final class Style {

    static final String CSS = """
            :root{--paper:#fff;--ink:#1b2330;--soft:#5b6675;--line:#dfe4ea;--tint:#f5f7fa;--good:#1d5fd1;--bad:#c2560c}
            @media(prefers-color-scheme:dark){:root{--paper:#12161d;--ink:#e6eaf0;--soft:#9aa6b5;--line:#2b3340;--tint:#1a2029;--good:#6ea8ff;--bad:#f0a060}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
            main{max-width:1280px;margin:0 auto;padding:40px 24px 64px}
            h1{font-size:28px;line-height:1.2;margin:0 0 8px;overflow-wrap:anywhere}
            h2{font-size:19px;margin:0 0 4px}
            header p,section>p{color:var(--soft);margin:0 0 14px}
            section{margin-top:44px}
            aside{margin-top:20px;padding:12px 18px;background:var(--tint);border-left:3px solid var(--bad);border-radius:4px}
            aside ul,.tests{margin:0;padding-left:18px}
            .tests{margin:12px 0 20px}
            figure{margin:12px 0}
            figcaption{color:var(--soft);font-size:13px}
            .scroll{overflow-x:auto}
            .scroll:focus-visible{outline:2px solid var(--good);outline-offset:2px}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:14px}
            th,td{padding:7px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
            thead th{color:var(--soft);font-weight:600;border-bottom:2px solid var(--line);max-width:220px;overflow:hidden;text-overflow:ellipsis}
            th[scope=row],thead th:first-child{text-align:left;font-weight:600;position:sticky;left:0;background:var(--paper)}
            tbody tr:hover td,tbody tr:hover th{background:var(--tint)}
            td small{color:var(--soft);font-size:12px}
            td.best{font-weight:700;color:var(--good)}
            td.best small{font-weight:400}
            td.none{color:var(--soft)}
            .functions td,.functions thead th{text-align:left;white-space:normal}
            .average span{display:inline-block;margin-right:14px}
            code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
            svg{max-width:100%;height:auto;font:13px system-ui,sans-serif}
            svg text{fill:var(--ink)}
            .ranks{width:100%;max-width:860px}
            .axis{stroke:var(--ink);stroke-width:1.2}
            .leader{stroke:var(--soft);fill:none;stroke-width:1}
            .group{stroke:var(--good);stroke-width:5;stroke-linecap:round}
            .cd{stroke:var(--ink);stroke-width:1.5}
            .won{fill:var(--good)}
            .lost{fill:var(--bad)}
            .wins .none{fill:var(--tint)}
            .count{font-weight:600}
            .curve{width:104px;display:block}
            .frame{fill:none;stroke:var(--line)}
            polyline.seed{fill:none;stroke:var(--good);stroke-width:1.4;stroke-opacity:.75;stroke-linejoin:round}
            circle.seed{fill:var(--good)}
            @media print{main{max-width:none;padding:0}section{break-inside:avoid}}
            """;

    private Style() {}
}
