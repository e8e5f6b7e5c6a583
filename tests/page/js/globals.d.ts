// The page inlines d3's small modules, which ship no types.
declare const d3: any;
