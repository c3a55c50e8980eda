import { TONES, type ToneName } from './theme.js';

const TONE_OF: ReadonlyMap<string, ToneName> = new Map(
  (Object.keys(TONES) as ToneName[]).map((name) => [TONES[name].light, name]),
);

/**
 * Makes an SVG of echarts fit for a page: ids that depend on `prefix` only (echarts counts instances), colours as
 * classes so that the page's scheme applies, no hover rules, no fixed size, and coordinates to a tenth of a pixel.
 */
export function tidySvg(svg: string, prefix: string, label: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<rect[^>]*fill="none"[^>]*><\/rect>/, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tidyTag(tag, prefix))
    .replace(
      /<svg[^>]*viewBox="([^"]*)"[^>]*>/,
      (_, box: string) => `<svg class="plot" viewBox="${box}" role="img" aria-label="${escapeAttribute(label)}">`,
    )
    .replace(/>\s*\n\s*</g, '><')
    .replace(/><\/path>/g, '/>')
    .trim();
}

/**
 * A tidied SVG as a file of its own: with a namespace, a size, a font and a white ground, which a page gives it
 * otherwise.
 */
export function standaloneSvg(svg: string): string {
  return (
    svg
      .replace(
        /^<svg class="plot" viewBox="0 0 (\S+) (\S+)"/,
        (_, width: string, height: string) =>
          `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" ` +
          `height="${height}" font-family="ui-sans-serif, system-ui, sans-serif" font-size="12"`,
      )
      .replace(/>/, '><rect width="100%" height="100%" fill="#ffffff"/>') + '\n'
  );
}

/**
 * A tidied SVG without what the style sheet of a page says as well: colours that are classes, and how text and lines
 * are set.
 */
export function inlineSvg(svg: string): string {
  return svg.replace(/<[a-z][^>]*>/gi, (tag) =>
    tag
      .replace(/ dominant-baseline="central"| xml:space="preserve"| fill="none"/g, '')
      .replace(/ fill="#[0-9a-f]{6}"(?=.* class="[^"]*\bf-)/, '')
      .replace(/ stroke="#[0-9a-f]{6}"(?=.* class="[^"]*\bs-)/, ''),
  );
}

/** One path for all squares of one colour, in place of one for each. */
export function mergeSquares(svg: string): string {
  const colors = new Map<string, string>();
  const square = /<path d="M(\S+ \S+)l(\S+) 0l0 (\S+)l-\S+ 0Z" fill="(rgb[^"]*)"\/>/g;
  const first = svg.search(square);
  if (first < 0) return svg;
  const rest = svg.replace(square, (_, corner: string, width: string, height: string, color: string) => {
    colors.set(color, `${colors.get(color) ?? ''}M${corner}h${width}v${height}h-${width}Z`);
    return '';
  });
  const merged = [...colors].map(([color, path]) => `<path d="${path}" fill="${color}"/>`).join('');
  return rest.slice(0, first) + merged + rest.slice(first);
}

function tidyTag(tag: string, prefix: string): string {
  const classes: string[] = [];
  for (const [, kind, color] of tag.matchAll(/\s(fill|stroke)="(#[0-9a-f]{6})"/g)) {
    const tone = TONE_OF.get(color ?? '');
    if (tone !== undefined) classes.push(`${kind === 'fill' ? 'f' : 's'}-${tone}`);
  }
  const bare = tag
    .replace(/\s(?:pointer-events|class|ecmeta_\w+|xmlns:xlink|version|baseProfile|stroke-linejoin)="[^"]*"/g, '')
    .replace(/\sstyle="font-size:12px;font-family:[^"]*"/, '')
    .replace(/font-family:[^;"]*;?/g, '')
    .replace(/\bzr\d+-c(\d+)/g, `${prefix}-$1`)
    .replace(/\stransform="([^"]*)"/, (_, value: string) => ` transform="${value.replace(/-?\d+\.\d+/g, rounded)}"`)
    .replace(/\sd="([^"]*)"/, (_, path: string) => ` d="${shortPath(path)}"`);
  return classes.length === 0 ? bare : bare.replace(/(\/?>)$/, ` class="${classes.join(' ')}"$1`);
}

/** A polyline in relative tenths of a pixel, which do not add up to an error; any other path is left alone. */
function shortPath(path: string): string {
  if (!/^(?:[ML]-?[\d.e-]+[ ,]-?[\d.e-]+)+$/.test(path)) return path;
  let [x, y] = [0, 0];
  let out = '';
  for (const [, command, first, second] of path.matchAll(/([ML])(-?[\d.e-]+)[ ,](-?[\d.e-]+)/g)) {
    const [nextX, nextY] = [Math.round(Number(first) * 10), Math.round(Number(second) * 10)];
    const [dx, dy] = [nextX - x, nextY - y];
    if (command === 'L' && dx === 0 && dy === 0) continue;
    out += command === 'M' ? `M${nextX / 10} ${nextY / 10}` : `l${dx / 10}${dy < 0 ? '' : ' '}${dy / 10}`;
    [x, y] = [nextX, nextY];
  }
  return out;
}

function rounded(number: string): string {
  return String(Math.round(Number(number) * 100) / 100);
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
