// A picture of what is shown, with its title, its legend and its source, as a figure needs them.

function savePicture() {
  const made = board.finely(() => asOnPaper(() => composePicture(board.picture())));
  made.toBlob((blob) => download(blob, fileName(".png")));
}

function composePicture(map) {
  const wide = canvasBox.clientWidth;
  const ratio = map.width / wide;
  const made = document.createElement("canvas");
  const context = made.getContext("2d");
  const headings = [text(data.about.title), [...document.querySelectorAll("#facts > *")].map((node) => node.textContent).join(" · "), [byId("shown").textContent, focusInWords()].filter(Boolean).join(" · ")];
  const notes = [say("page_area"), ...[...document.querySelectorAll("#notes > *")].map((node) => node.textContent)];
  const entries = legendEntries();
  const rows = flow(context, entries, wide - 40);
  const top = 76;
  const lines = notes.flatMap((note) => wrapped(context, note, wide - 40));
  const high = top + canvasBox.clientHeight + rows.length * 22 + lines.length * 16 + 30;
  made.width = wide * ratio;
  made.height = high * ratio;
  context.scale(ratio, ratio);
  context.fillStyle = ink().paper;
  context.fillRect(0, 0, wide, high);
  context.fillStyle = ink().text;
  context.textBaseline = "middle";
  context.font = font(true, 18);
  context.fillText(headings[0], 20, 24, wide - 40);
  context.font = font(false, 12);
  context.fillText(headings[1], 20, 46, wide - 40);
  context.fillText(headings[2], 20, 62, wide - 40);
  context.drawImage(map, 0, top, wide, canvasBox.clientHeight);
  rows.forEach((row, n) => row.forEach(([draw, name, x]) => {
    const y = top + canvasBox.clientHeight + 20 + n * 22;
    draw(context, 20 + x, y);
    context.fillStyle = ink().text;
    context.font = font(false, 12);
    context.fillText(name, 20 + x + 38, y);
  }));
  context.fillStyle = ink().soft;
  context.font = font(false, 11);
  lines.forEach((line, n) => context.fillText(line, 20, top + canvasBox.clientHeight + rows.length * 22 + 24 + n * 16));
  return made;
}

function legendEntries() {
  const marks = data.groups.map((group, g) => [g, group]).filter(([g]) => !state.groupsOff.has(g) && view.inGroup[g]);
  const levels = data.levels.map((level, l) => [l, level]).filter(([l]) => !state.levelsOff.has(l) && view.atLevel[l]);
  const line = (colour, width, dashes) => (context, x, y) => {
    context.beginPath();
    context.setLineDash(dashes);
    context.moveTo(x, y);
    context.lineTo(x + 30, y);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
    context.setLineDash([]);
  };
  const mark = ({ colour, shape }) => (context, x, y) => {
    markPath(context, shape, x + 20, y, 7);
    context.fillStyle = colour;
    context.fill();
    context.strokeStyle = ink().outline;
    context.lineWidth = 1;
    context.stroke();
  };
  const entries = marks.map(([, group]) => [mark(group), text(group.label)]);
  entries.push(...levels.map(([l, level]) => [line(levelColour(l), level.width, []), text(level.label)]));
  if (pairGaps.some(gapShown)) entries.push([line(ink().missing, data.gapWidth, [6, 4]), label("page_gaps")]);
  return entries.map(([draw, name]) => [draw, name.length > 40 ? `${name.slice(0, 39)}…` : name]);
}

function flow(context, entries, wide) {
  const rows = [[]];
  let x = 0;
  context.font = font(false, 12);
  for (const [draw, name] of entries) {
    const needed = context.measureText(name).width + 58;
    if (x && x + needed > wide) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push([draw, name, x]);
    x += needed;
  }
  return rows;
}

function wrapped(context, note, wide) {
  context.font = font(false, 11);
  const lines = [""];
  for (const word of note.slice(0, 1000).split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && context.measureText(longer).width > wide) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
