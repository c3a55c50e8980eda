// Seeded decks: circuits in our grammar, written with every habit of comments and continuations that ngspice has, and
// attempts to smuggle in a command.
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** What ngspice takes for the start of a comment, one way or another. */
export const LEADING = [...'*=[]?()&%$"!:,;#'];
const BLANKS = ['', ' ', '\t', '  \t'];
const FOREIGN_BLANKS = [
  '\u00a0',
  '\u2028',
  '\u2029',
  '\u0085',
  '\ufeff',
  '\f',
  '\v',
  '\u0000',
  '\u001b',
  '\r',
  '\u3000',
  '\u007f',
];
/** Node names as designers' tools write them. */
const NODES = [
  'a',
  'b',
  'out',
  'n1',
  'net-_r1-pad1_',
  'vdd!',
  'bus[3]',
  'x1.n2',
  '/sheet/q',
  'a_1240_860#',
  'n<2>',
  '12',
];

export function picker(seed) {
  const random = xoroshiro128plus(seed);
  return (count) => uniformInt(random, 0, count - 1);
}

/**
 * @param pick numbers below a count
 * @param word that no harmless deck holds: what commands print, and the name of the files they make
 * @returns title, text, the statements that were meant in order, and whether somebody tried something
 */
export function generateDeck(pick, word) {
  const intended = statements(pick);
  const hostile = pick(5) < 2;
  const end = pick(6) === 0 ? '\r\n' : '\n';
  const blocks = [];
  for (const statement of intended) {
    while (pick(4) === 0) blocks.push(comment(pick, word));
    blocks.push(written(pick, statement, word, end));
  }
  let title = ['RC', '', 'of ngspice', `* ${word}`, 'Ünïcode \u2028 title', 'a'.repeat(400)][pick(6)];
  if (hostile) {
    const attempt = attack(pick, word);
    if (attempt.title !== undefined) title = attempt.title;
    else blocks.splice(pick(blocks.length + 1), 0, attempt.text);
  }
  return { title, text: blocks.join(end) + (pick(3) === 0 ? '' : end), intended, hostile };
}

/** Statements as we print them. */
function statements(pick) {
  const node = () => NODES[pick(NODES.length)];
  const plain = () => ['a', 'b', 'out', 'n1'][pick(4)];
  const number = () => ['1k', '2.5meg', '1e-12', '-3.3', '10u', '.5', '1'][pick(7)];
  const lines = [`v1 a 0 dc ${number()}`, `r1 a b ${number()}`];
  const builders = [
    (k) => [`r${k} ${node()} ${node()} ${number()}`],
    (k) => [`c_${k} ${node()} 0 ${number()} ic=0.5`],
    (k) => [`l${k}.x ${node()} ${node()} 1u`],
    (k) => [`i${k} ${node()} 0 dc ${number()} ac 1 45`],
    (k) => [`v_${k} ${node()} 0 pwl(0 0 1e-3 ${number()} 2e-3 0)`],
    (k) => [`v${k} ${node()} 0 pulse(0 1.8 1u 1n 1n ${number()} 5u)`],
    (k) => [`e${k} ${plain()} 0 ${plain()} b 2.5`, `g${k} ${plain()} 0 a b 1m`],
    (k) => [`b${k} ${plain()} 0 v=v(a)*2+v(b,out)`],
    (k) => [`b${k} ${plain()} 0 i = v(a) > 0.5 ? 1u : v(b)`],
    (k) => [`.param p${k}=${number().replace('-', '')}`, `r${k} ${node()} 0 {p${k}*2}`],
    (k) => [`.param q${k}=1k`, `r${k} a b 'q${k}+1'`],
    (k) => [`d${k} ${node()} 0 dm${k}`, `.model dm${k} d is=1e-14 n=1.2`],
    (k) => [`.model n${k} nmos level=1 vto=0.5 kp=1e-4`, `m${k} ${node()} b 0 0 n${k} w=1u l=2u`],
    (k) => [`q${k} ${node()} b 0 qn${k}`, `.model qn${k} npn(bf=100 is=1e-15)`],
    (k) => [`x${k} a ${node()} s${k} w=2`, `.subckt s${k} p q w=1`, `r1 p q {w*1k}`, `c1 q 0 1p`, `.ends s${k}`],
    () => ['.ic v(a)=0.5'],
    () => ['.nodeset v(b)=0.25'],
    () => ['.temp 27'],
    () => ['.options reltol=1e-4 method=gear'],
    () => ['.save v(a) v(b) i(v1) @r1[i]'],
    (k) => [`.global g${k}`],
  ];
  for (let count = pick(7); count >= 0; count -= 1) lines.push(...builders[pick(builders.length)](lines.length + 10));
  return lines;
}

/** One statement on one or more lines, in any case, with comments behind and between. */
function written(pick, statement, word, end) {
  const cased = pick(3) === 0 ? statement.toUpperCase() : statement;
  const words = cased.split(' ');
  let text = BLANKS[pick(BLANKS.length)] + words[0];
  for (const next of words.slice(1)) {
    if (pick(8) > 0) text += ' ' + ['', '', ' ', '\t'][pick(4)] + next;
    else if (pick(4) === 0) text += ` \\\\${BLANKS[pick(4)]}${end}${BLANKS[pick(4)]}${next}`;
    else {
      text += trailing(pick, word) + end;
      while (pick(3) === 0) text += comment(pick, word) + end;
      text += `${BLANKS[pick(4)]}+${BLANKS[pick(4)]}${next}`;
    }
  }
  return text + trailing(pick, word);
}

function trailing(pick, word) {
  if (pick(3) > 0) return BLANKS[pick(4)];
  return [' ', '\t'][pick(2)] + ['; ', ';# ', '$ ', '$', '// ', ';', '$# '][pick(7)] + noise(pick, word);
}

/** A comment line that ngspice and everybody else takes for one. */
function comment(pick, word) {
  if (pick(4) === 0) return BLANKS[pick(4)];
  return (
    BLANKS[pick(4)] + ['* ', '*', ';', '$ ', '# ', '//', '*###', '**'][pick(8)].trimEnd() + ' ' + noise(pick, word)
  );
}

function noise(pick, word) {
  const pieces = [
    `shell touch ${word}`,
    `\`touch ${word}\``,
    '25 \u00b0C',
    'see .control',
    '\u0000',
    '\u001a',
    '"',
    "'",
    '{',
    '.end',
    '\ufffd',
    '--',
    '+ 1',
  ];
  return Array.from({ length: 1 + pick(3) }, () => pieces[pick(pieces.length)]).join(' ');
}

function attack(pick, word) {
  const command = [
    `shell touch ${word}`,
    `echo ${word}`,
    `write ${word} all`,
    `system touch ${word}`,
    `!touch ${word}`,
  ][pick(5)];
  const blank = BLANKS[pick(4)];
  const foreign = FOREIGN_BLANKS[pick(FOREIGN_BLANKS.length)];
  const lead = LEADING[pick(LEADING.length)];
  const texts = [
    () => `${blank}${lead}# ${command}`,
    () => `${blank}${lead}#${command}`,
    () => `${blank}${lead} ${command}`,
    () => `${foreign}*# ${command}`,
    () => `${foreign}${lead}#${command}`,
    () => `r9 a b 1k${foreign}*# ${command}`,
    () => `* note${foreign}*# ${command}`,
    () => `r9 a b 1k ; note \\\\\n*# ${command}`,
    () => `r9 a b 1k \\\\\n*# ${command}`,
    () => `r9 a b \\\\\n${lead}# ${command}\n+ 1k`,
    () => `* note \\\\\n${lead}# ${command}`,
    () => `.control\n${command}\n.endc`,
    () => `${blank}.CONTROL ${command}\n${command}\n.endc`,
    () => `.subckt unused p q\nr# ${command}\nr${lead} p q 1\n.ends`,
    () => `.subckt unused p q\nc#${command}\n.ends`,
    () => `.model x# nmos\n.model ${lead}# ${command}`,
    () => `.title x\n*# ${command}`,
    () => `.title # ${command} \\\\`,
    () => `.end\n*# ${command}\n${command}`,
    () => `@\n${command}`,
    () => `r9 a b \`${command}\``,
    () => `.save v(a);${command}\n.save \`${command}\``,
    () => `.options rawfile=${word} measoutfile=${word}`,
    () => `.meas tran x max v(a) > ${word}\n.print tran v(a) > ${word}`,
    () => `.include ${word}\n.lib ${word} tt`,
    () => `+ # ${command}`,
    () => `set1 a b sourcepath ) ${command}`,
    () => `.csparam x='${command}'\n.csparam y="\`${command}\`"`,
    () => `.param s="*# ${command}"\nr9 a b {s}`,
    () => `.if (1)\n*# ${command}\n.endif`,
    () => `a1 %v(a) b src\n.model src filesource (file="${word}")`,
    () => `${command}`,
    () => `.func f(x) {x\n*# ${command}\n+ *2}`,
    () => `r9 a b {1k\n+ ${lead}# ${command}}`,
    () => `$${lead}# ${command}\n+ x`,
  ];
  const titles = [
    () => '*ng_script',
    () => `*ng_script\n${command}`,
    () => '.control',
    () => `.title x`,
    () => `;# ${command}`,
    () => `*# ${command}`,
    () => 'x \\\\',
    () => `x\n*# ${command}`,
    () => `x\r*# ${command}`,
    () => `@`,
    () => `${'y'.repeat(4995)} \n*# ${command}`,
    () => `.include ${word}`,
  ];
  if (pick(6) === 0) return { title: titles[pick(titles.length)]() };
  return { text: texts[pick(texts.length)]() };
}
