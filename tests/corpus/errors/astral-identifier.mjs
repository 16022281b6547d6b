const 𠮷 = { 野: null }; 𠮷.野.家;
