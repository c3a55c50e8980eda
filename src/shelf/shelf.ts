/** Text files under names that every platform spells alike: `models/sky130/process.yaml`. */
export interface Shelf {
  /** The whole text. @throws Error when there is none: what is asked for here is never the user's to name */
  text(path: string): string;
  /** Names of what stands in a folder, sorted; none when there is no such folder. */
  list(folder: string): readonly string[];
}

/** Files that a user names. */
export interface ProjectFiles {
  /**
   * A whole text file that lies in the project.
   * @param limit largest size, bytes
   * @param advice what to do about one that is larger
   * @param decode takes other bytes than UTF-8; texts in memory are decoded already
   * @throws UserError when it is missing, outside the project, too large or no text
   */
  text(path: string, limit: number, advice: string, decode?: Decode): string;
  /**
   * A file that a document names, below the folder of the document; its text is undefined when there is none.
   * @throws UserError when it lies elsewhere, is too large or no text
   */
  beside(file: string, folder: string, limit: number, advice: string, decode?: Decode): BesideFile;
}

/** Text of bytes; undefined for bytes that are none. */
export type Decode = (bytes: Uint8Array) => string | undefined;

export interface BesideFile {
  /** As messages name it. */
  readonly path: string;
  readonly text: string | undefined;
}

/** Variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A line of a PDK's start-up file for ngspice. */
export interface PdkSetting {
  readonly name: string;
  readonly value: string;
  readonly file: string;
  readonly line: number;
}

/** A PDK that is installed here, as open_pdks lays it out. */
export interface FoundPdk {
  /** `sky130A` */
  readonly name: string;
  /** Links followed. */
  readonly folder: string;
  /** The folder of PDKs that it lies in, or a link to it. */
  readonly root: string;
  /** How the user names that: `PDK_ROOT`, `~/.ciel`. */
  readonly from: string;
  /** Its models for ngspice, where it has some. */
  readonly models?: string;
  readonly settings: readonly PdkSetting[];
  /** Its models are Verilog-A, which no engine here can load. */
  readonly verilogA: boolean;
}

/** A netlist of subcircuits. */
export interface DrawnNetlist {
  /** As messages name it. */
  readonly file: string;
  /** With the line breaks of the file. */
  readonly text: string;
  readonly subcircuit: { readonly name: string; readonly ports: readonly string[] };
}

export interface DrawnModels {
  /** As SPICE text. */
  readonly models: string;
  /** The netlist as it is used with them: a transistor that they have as a subcircuit has become its instance. */
  readonly netlist: string;
}

/** A line of a file of a PDK. */
export interface PlacedLine {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** What the maker of a chip has installed: PDKs, in folders that variables of the environment name. */
export interface InstalledPdks {
  readonly environment: Environment;
  /**
   * Text of the first of several files that is in a folder; undefined when none is.
   * @param limit largest size, bytes
   * @throws UserError when it is larger or no text
   */
  firstOf(files: readonly string[], folder: string, limit: number, advice: string): string | undefined;
  /** The PDKs that are installed as open_pdks and its managers do it, the one that PDK names first. */
  found(): readonly FoundPdk[];
  /** Changes whenever a file of a PDK's models does. */
  digest(pdk: FoundPdk): string;
  /**
   * What a circuit uses of a PDK's models, as text for an engine.
   * @param lines `.lib` and `.include` lines as a deck in the folder of the models has them, and elements
   * @throws UserError when a file or a section is missing
   */
  taken(pdk: FoundPdk, lines: readonly string[]): string;
  /**
   * What a netlist that somebody drew uses of a PDK's models, and the netlist as it is used with them.
   * @param lines as of `taken`
   * @throws UserError at a line of the netlist
   */
  completed(pdk: FoundPdk, lines: readonly string[], netlist: DrawnNetlist): DrawnModels;
  /** What `taken` gives, line by line, with the places of its lines. */
  takenLines(pdk: FoundPdk, lines: readonly string[]): readonly PlacedLine[];
}

/** Everything that rulespice reads. On Node these are folders, in a browser a bundle, in a test a map. */
export interface Shelves {
  /** What ships with rulespice: models, parameter sets, templates. */
  readonly shipped: Shelf;
  readonly project: ProjectFiles;
  readonly pdks: InstalledPdks;
}
