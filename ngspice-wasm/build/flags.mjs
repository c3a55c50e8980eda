/** Every flag of the build; part of the cache key. */

/** For each C file: ngspice, KLU, the bridge. musl's mathematics never set errno, so `-fno-math-errno` changes no result. */
export const compileFlags = (root) => [
  '-O3', '-msimd128', '-sSUPPORT_LONGJMP=wasm', '-fwasm-exceptions', '-fno-strict-aliasing', '-fno-math-errno',
  '-DNDEBUG', '-w', `-ffile-prefix-map=${root}=.`,
];

/** No XSPICE (its models read files and one is GPL), no OSDI, no threads, no terminal. */
export const configureFlags = [
  '--host=wasm32-unknown-emscripten', '--prefix=/ngspice', '--with-ngshared', '--disable-shared', '--enable-static',
  '--disable-xspice', '--disable-osdi', '--disable-openmp', '--disable-debug', '--without-x', '--with-readline=no', '--with-editline=no',
];

/** Only emscripten's file system in memory; no handlers of the process; memory that the caller may limit. */
export const linkFlags = [
  '-sMODULARIZE=1', '-sEXPORT_NAME=createNgspiceModule', '-sENVIRONMENT=node,worker,web',
  '-sALLOW_MEMORY_GROWTH=1', '-sIMPORTED_MEMORY=1', '-sINITIAL_MEMORY=33554432', '-sMAXIMUM_MEMORY=4294967296', '-sTOTAL_STACK=8388608',
  '-sNODEJS_CATCH_EXIT=0', '-sNODEJS_CATCH_REJECTION=0', '-sFORCE_FILESYSTEM=1',
  '-sEXPORTED_FUNCTIONS=_malloc,_free', '-sEXPORTED_RUNTIME_METHODS=FS,UTF8ToString,stringToUTF8,lengthBytesUTF8',
];

/** A second pass over the linked module: 15 to 20 % off the time of a transient. */
export const optimiseFlags = ['-O4', '--all-features'];
