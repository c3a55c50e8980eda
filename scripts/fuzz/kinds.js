// What is fuzzed: for each kind of input the documents to start from, and what reads one as far as it can be read
// without a simulation. The readers come from the caller: tests give those of src, the script those of dist.

const EVENTS = ['time_ms,event\n1,pre\n5,post\n20,pre\n', 'time_s,event\n0.001,pre\n0.005,post\n'];
const TABLES = [
  'vg_V,vd_V,vs_V,id_A\n0.1,0.05,0,1e-12\n0.2,0.05,0,1e-11\n0.3,0.05,0,1e-10\n',
  't_s,x\n0,1\n0.1,0.5\n0.2,0.25\n',
  'dt_ms,dw\n-20,-0.1\n-10,-0.2\n10,0.3\n20,0.1\n',
  'cycle,v_V,i_A\n1,0,0\n1,0.5,1e-6\n1,1,1e-4\n1,0.5,5e-5\n1,-1,-1e-4\n',
  'pulse,g_uS,polarity\n1,10,up\n2,11,up\n3,10.5,down\n',
];
const MATRICES = ['uS\n1,2,3\n4,5,6\n', 'kohm\n10,20\n30,40\n', 'mV\n1\n2\n3\n'];
const TRANSISTOR = {
  device: 'ekvn_10_10',
  polarity: 'nfet',
  size: { w: '10 um', l: '10 um' },
  temperature: { min: '26.85 C', max: '26.85 C' },
  drain: '1.2 V',
  source: 'wafer 7',
  parameters: {
    VT0: { value: 0.55, low: 0.54, high: 0.56 },
    n: { value: 1.3 },
    IS: { value: 4e-7 },
    lambda: { value: 0.01 },
  },
};

/**
 * @param api readers of rulespice
 * @param files texts by kind: `specs`, `crossbars`, `processes`, `sets`, each a list of documents
 */
export function kindsOf(api, files) {
  const csv = (texts, read) => ({ texts, read });
  const document = (documents, read) => ({ documents, read });
  return {
    spec: document(files.specs, (text, folder) => {
      const spec = api.parseSpec(text, `${folder}/spec.yaml`, api.vocabulary());
      const process = api.loadProcess(spec.process);
      api.conditionGrid(spec, process);
      api.elaborate(spec.name, api.expandRule(spec.rule), {
        circuit: spec.circuit,
        process,
        temperature: spec.process.temperature,
      });
      api.expandExperiments(spec, { folder });
      api.explainSpec(spec);
    }),
    crossbar: document(files.crossbars, (text, folder) => {
      api.parseCrossbar(text, `${folder}/array.yaml`);
    }),
    process: document(files.processes, (text, folder) => {
      api.parseProcess(text, `${folder}/process.yaml`);
      api.loadProcess({ name: 'process.yaml', own: { file: `${folder}/process.yaml`, text } });
    }),
    'parameter set': document(files.sets, (text, folder) => {
      api.parseParameterSet(text, `${folder}/set.yaml`);
    }),
    transistor: document([TRANSISTOR], (text, folder) => {
      api.parseTransistor(text, `${folder}/nfet.yaml`);
    }),
    events: csv(EVENTS, (text) => {
      api.parseEvents(text, 'events.csv', { duration: 1, pulse: 0.5e-3 });
    }),
    table: csv(TABLES, (text) => {
      for (const { columns } of api.fitTargets)
        try {
          api.joinTables([{ file: 'data.csv', text }], columns, { map: [], keep: [], holdOut: [] });
        } catch (error) {
          if (!api.isRefusal(error)) throw error;
        }
    }),
    matrix: csv(MATRICES, (text) => {
      api.parseMatrix(text, 'matrix.csv', text.startsWith('m') ? 'voltage' : 'conductance');
    }),
  };
}

const LARGEST = 2_000_000;

/** Cells that are none: what spreadsheets, instruments and attackers write. */
const CELLS = [
  '',
  ' ',
  'NaN',
  'inf',
  '-inf',
  '1e999',
  '1e-999',
  '1,5',
  '"1"',
  '"',
  '0x10',
  '#REF!',
  '=1+1',
  'µ',
  '\u0000',
];

/** A table with a changed, doubled or missing row, column, cell or header. */
export function mutatedTable(text, pick) {
  const rows = text.split('\n').map((row) => row.split(','));
  for (let edit = pick(3) === 0 ? pick(4) : 0; edit >= 0; edit -= 1) {
    const row = pick(rows.length);
    const column = pick(rows[row]?.length ?? 1);
    const actions = [
      () => (rows[row][column] = CELLS[pick(CELLS.length)]),
      () => rows.splice(row, 1),
      () => rows.splice(row, 0, [...(rows[row] ?? [])]),
      () => rows[row]?.splice(column, 1),
      () => rows.forEach((cells) => cells.push(cells[column] ?? '')),
      () => (rows[row] = Array.from({ length: [2, 100, 5000][pick(3)] }, () => 'a')),
      () => (rows[row][column] = 'y'.repeat([10, 1000, 50_000][pick(3)])),
      () => rows.push(...Array.from({ length: 2000 }, () => [...(rows[row] ?? [])])),
    ];
    if (rows[row]) actions[pick(actions.length)]();
  }
  const separator = [',', ',', ',', ',', ';', '\t', ' '][pick(7)];
  const lines = rows.map((cells) => cells.join(separator));
  // Larger files are refused before they are read.
  return lines.join(['\n', '\n', '\r\n', '\r'][pick(4)]).slice(0, LARGEST);
}
