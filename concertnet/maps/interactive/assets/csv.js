// A table as a file that spreadsheets open as one: no text of it can run as a formula.

const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/; // as the library has it

function csv(rows) {
  const separator = lang === "fr" ? ";" : ","; // what a spreadsheet of that language expects
  const cell = (value) => {
    const written = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
    return /["\r\n;,]/.test(written) ? `"${written.replace(/"/g, '""')}"` : written;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(separator)).join("\n")}\n`;
}

const fileName = (ending) =>
  `${plain(text(data.about.title)).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").replace(/^(?=.{61})(.{1,60})-.*$/, "$1").slice(0, 60) || "concertnet"}${ending}`;

function download(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
