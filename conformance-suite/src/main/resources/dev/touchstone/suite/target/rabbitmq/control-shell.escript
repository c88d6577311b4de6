#!/usr/bin/env escript
%%! -hidden +S 1:1 +sbwt none
%% Runs RabbitMQ's command line tools again and again in one virtual machine, which costs a twentieth of a new one each time.
%% Reads lists of words, one term after the other; answers a line with the exit code and the output in base64.
main([Tool, Modules, Plugins]) ->
    {ok, Sections} = escript:extract(Tool, []),
    {ok, _} = zip:unzip(proplists:get_value(archive, Sections), [{cwd, Modules}]),
    code:add_pathsz(filelib:wildcard(Plugins ++ "/*/ebin")),
    code:add_patha(Modules),
    {ok, _} = application:ensure_all_started(elixir),
    ok = application:load(rabbitmqctl),
    Output = spawn_link(fun() -> collect([]) end),
    unregister(standard_error),
    register(standard_error, Output),
    serve(Output).

serve(Output) ->
    case io:read(standard_io, '') of
        {ok, Words} -> run(Output, Words), serve(Output);
        _ -> ok
    end.

run(Output, Words) ->
    spare_starters(Words),
    Arguments = [unicode:characters_to_binary(Word) || Word <- Words],
    {Process, Monitor} = spawn_monitor(fun() ->
        group_leader(Output, self()),
        'Elixir.RabbitMQCtl':main(Arguments)
    end),
    Exit = receive
        {'DOWN', Monitor, process, Process, normal} -> 0;
        {'DOWN', Monitor, process, Process, {shutdown, Code}} -> Code;
        {'DOWN', Monitor, process, Process, _} -> 99
    end,
    Output ! {take, self()},
    receive {taken, Text} ->
        io:format("~n#answer ~p ~s~n", [Exit, base64:encode(unicode:characters_to_binary(Text))])
    end.

%% To be sure of a port mapper, rabbitmq-plugins starts a virtual machine for each plugin, half a minute in all on a busy machine.
%% The mapper of these nodes runs already. Where the module cannot be changed, machines are started as ever.
spare_starters(["--script-name", "rabbitmq-plugins" | _]) ->
    put(spared, case get(spared) of undefined -> catch without_starter(rabbit_nodes_common); Done -> Done end);
spare_starters(_) -> ok.

without_starter(Module) ->
    [{File, Forms} | _] = [{Found, Read} || Folder <- code:get_path(),
        Found <- [filename:join(Folder, atom_to_list(Module) ++ ".beam")],
        {ok, {_, [{abstract_code, {_, Read}}]}} <- [beam_lib:chunks(Found, [abstract_code])]],
    {ok, Module, Code} = compile:forms([spared(Form) || Form <- Forms], []),
    code:load_binary(Module, File, Code).

spared({function, At, ensure_epmd, 0, _}) -> {function, At, ensure_epmd, 0, [{clause, At, [], [], [{atom, At, ok}]}]};
spared(Form) -> Form.

collect(Text) ->
    receive
        {take, Whom} -> Whom ! {taken, lists:reverse(Text)}, collect([]);
        {io_request, From, As, Request} ->
            {Reply, More} = answer(Request),
            From ! {io_reply, As, Reply},
            collect([More | Text]);
        _ -> collect(Text)
    end.

answer({put_chars, _, Characters}) -> {ok, to_list(Characters)};
answer({put_chars, _, Module, Function, Arguments}) -> {ok, to_list(apply(Module, Function, Arguments))};
answer({requests, Requests}) ->
    lists:foldl(fun(Request, {_, Before}) ->
        {Reply, More} = answer(Request),
        {Reply, [Before, More]}
    end, {ok, []}, Requests);
answer(getopts) -> {[], []};
answer({get_geometry, _}) -> {{error, enotsup}, []};
answer(_) -> {{error, request}, []}.

to_list(Characters) -> unicode:characters_to_list(Characters).
